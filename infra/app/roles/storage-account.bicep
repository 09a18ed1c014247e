metadata description = 'A role on a whole storage account: where tables or containers come into being while the app runs.'

import { roleIds } from 'ids.bicep'

@description('Name of the storage account.')
param account string

@description('Who gets the role, by a name that stays: part of the assignment\'s own name.')
param grantee string

@description('Object id of whoever gets the role.')
param principalId string

@description('Kind of the grantee. Naming it lets a role be given to an identity that the directory does not show everywhere yet.')
param principalType 'ServicePrincipal' | 'Group' = 'ServicePrincipal'

@description('Name of the role.')
param role 'Storage Blob Data Owner' | 'Storage Table Data Contributor' | 'Storage Table Data Reader'

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: account
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, grantee, roleIds[role])
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
