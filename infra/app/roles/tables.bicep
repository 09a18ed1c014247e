metadata description = 'A role on single tables of a storage account.'

import { roleIds } from 'ids.bicep'

@description('Name of the storage account.')
param account string

@description('Names of the tables.')
param tables string[]

@description('A stable name of the grantee. It is part of the assignment\'s name.')
param grantee string

@description('Object id of the grantee.')
param principalId string

@description('Kind of the grantee. With it, a role can be given to a new identity that the directory does not show everywhere yet.')
param principalType 'ServicePrincipal' | 'Group' = 'ServicePrincipal'

@description('Name of the role.')
param role 'Storage Table Data Contributor' | 'Storage Table Data Reader'

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: account

  resource service 'tableServices' existing = {
    name: 'default'
  }
}

resource scopes 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-06-01' existing = [
  for table in tables: {
    parent: storage::service
    name: table
  }
]

resource assignments 'Microsoft.Authorization/roleAssignments@2022-04-01' = [
  for (table, i) in tables: {
    scope: scopes[i]
    name: guid(scopes[i].id, grantee, roleIds[role])
    properties: {
      principalId: principalId
      principalType: principalType
      roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
    }
  }
]
