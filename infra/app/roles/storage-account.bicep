metadata description = 'A role on a whole storage account, for tables or containers that are made while the app runs.'

import { roleIds } from 'ids.bicep'

@description('Name of the storage account.')
param account string

@description('A stable name of the grantee. It is part of the assignment\'s name.')
param grantee string

@description('Object id of the grantee.')
param principalId string

@description('Kind of the grantee. With it, a role can be given to a new identity that the directory does not show everywhere yet.')
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
