metadata description = 'A role on the vault. It holds the app\'s one secret and nothing else, so the vault is the smallest scope that exists before the secret does.'

import { roleIds } from 'ids.bicep'

@description('Name of the vault.')
param vault string

@description('Who gets the role, by a name that stays: part of the assignment\'s own name.')
param grantee string

@description('Object id of whoever gets the role.')
param principalId string

@description('Kind of the grantee. Naming it lets a role be given to an identity that the directory does not show everywhere yet.')
param principalType 'ServicePrincipal' | 'Group' = 'ServicePrincipal'

@description('Name of the role.')
param role 'Key Vault Secrets User'

resource keyVault 'Microsoft.KeyVault/vaults@2026-05-15' existing = {
  name: vault
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: keyVault
  name: guid(keyVault.id, grantee, roleIds[role])
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
