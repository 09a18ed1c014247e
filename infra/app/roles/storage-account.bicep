metadata description = 'A role on a whole storage account: where tables or containers come into being while the app runs.'

import { principal, roleIds } from 'ids.bicep'

@description('Name of the storage account.')
param account string

@description('Who gets the role.')
param grantee principal

@description('Name of the role.')
param role 'Storage Blob Data Owner' | 'Storage Table Data Contributor' | 'Storage Table Data Reader'

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: account
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage
  name: guid(storage.id, grantee.id, roleIds[role])
  properties: {
    principalId: grantee.id
    principalType: grantee.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
