metadata description = 'A role on the vault. It holds the app\'s one secret and nothing else, so the vault is the smallest scope that exists before the secret does.'

import { principal, roleIds } from 'ids.bicep'

@description('Name of the vault.')
param vault string

@description('Who gets the role.')
param grantee principal

@description('Name of the role.')
param role 'Key Vault Secrets User'

resource keyVault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vault
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, grantee.id, roleIds[role])
  properties: {
    principalId: grantee.id
    principalType: grantee.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
