metadata description = 'A role on the vault. The vault holds one secret only, and exists before it, so it is the smallest scope.'

import { roleIds } from 'ids.bicep'

@description('Name of the vault.')
param vault string

@description('A stable name of the grantee. It is part of the assignment\'s name.')
param grantee string

@description('Object id of the grantee.')
param principalId string

@description('Kind of the grantee. With it, a role can be given to a new identity that the directory does not show everywhere yet.')
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
