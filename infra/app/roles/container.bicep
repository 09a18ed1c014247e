metadata description = 'A role on one blob container.'

import { principal, roleIds } from 'ids.bicep'

@description('Name of the storage account.')
param account string

@description('Name of the container.')
param container string

@description('Who gets the role.')
param grantee principal

@description('Name of the role.')
param role 'Storage Blob Data Contributor' | 'Storage Blob Data Reader'

resource storage 'Microsoft.Storage/storageAccounts@2026-06-01' existing = {
  name: account

  resource service 'blobServices' existing = {
    name: 'default'

    resource blobs 'containers' existing = {
      name: container
    }
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: storage::service::blobs
  name: guid(storage::service::blobs.id, grantee.id, roleIds[role])
  properties: {
    principalId: grantee.id
    principalType: grantee.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
