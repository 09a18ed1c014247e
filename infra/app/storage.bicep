metadata description = 'A storage account with its tables, containers and retention. No keys: identities only.'

import { expiringContainer } from '../types.bicep'

@description('Name of the account.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Spread over the region\'s zones.')
param zoneRedundant bool

@description('Reachable through private endpoints only.')
param private bool

@description('Lets Azure\'s trusted services in, each with an identity and a role. Event Hubs Capture writes this way.')
param trustedServices bool = false

@description('Tables that exist from the start.')
param tables string[] = []

@description('Containers, and how long their blobs live.')
param containers expiringContainer[] = []

@description('Days for which a deleted blob or container can be restored; null for data that must be gone when it is deleted.')
@minValue(1)
@maxValue(365)
param softDeleteDays int?

@description('Log Analytics workspace for logs and metrics.')
param workspaceId string

@description('Data-plane operations to log, beside the metrics. A log entry for each operation costs more than a busy table itself.')
param logged ('StorageRead' | 'StorageWrite' | 'StorageDelete')[]

@description('Containers whose blobs expire.')
var expiring = filter(containers, container => container.?retentionDays != null)

@description('How long deleted data can be restored.')
var softDelete = softDeleteDays == null ? { enabled: false } : { enabled: true, days: softDeleteDays }

resource account 'Microsoft.Storage/storageAccounts@2026-06-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: {
    name: zoneRedundant ? 'Standard_ZRS' : 'Standard_LRS'
  }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    allowedCopyScope: 'AAD'
    defaultToOAuthAuthentication: true
    isLocalUserEnabled: false
    minimumTlsVersion: 'TLS1_2'
    networkAcls: {
      bypass: trustedServices ? 'AzureServices' : 'None'
      defaultAction: private ? 'Deny' : 'Allow'
    }
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'
    properties: {
      containerDeleteRetentionPolicy: softDelete
      deleteRetentionPolicy: softDelete
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'
  }
}

resource blobContainers 'Microsoft.Storage/storageAccounts/blobServices/containers@2026-06-01' = [
  for container in containers: {
    parent: account::blobs
    name: container.name
    properties: {
      publicAccess: 'None'
    }
  }
]

resource staticTables 'Microsoft.Storage/storageAccounts/tableServices/tables@2026-06-01' = [
  for table in tables: {
    parent: account::tableService
    name: table
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2026-06-01' = if (!empty(expiring)) {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [
        for container in expiring: {
          name: 'expire-${container.name}'
          enabled: true
          type: 'Lifecycle'
          definition: {
            actions: {
              baseBlob: {
                delete: {
                  daysAfterCreationGreaterThan: container.retentionDays!
                }
              }
            }
            filters: {
              blobTypes: [
                'blockBlob'
              ]
              prefixMatch: [
                '${container.name}/'
              ]
            }
          }
        }
      ]
    }
  }
}

// These are the metrics of all services. Each service's own metrics too would count every request twice.
resource accountDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: account
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    metrics: [
      {
        category: 'Transaction'
        enabled: true
      }
    ]
  }
}

resource blobDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (!empty(containers)) {
  scope: account::blobs
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in logged: {
        category: category
        enabled: true
      }
    ]
  }
}

resource tableDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = if (empty(containers)) {
  scope: account::tableService
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      for category in logged: {
        category: category
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = account.id

@description('Name of the account, available once everything in it is made.')
output name string = account.name

@description('Endpoint of its blobs.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Endpoint of its tables.')
output tableEndpoint string = account.properties.primaryEndpoints.table
