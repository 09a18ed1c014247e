metadata description = 'The Event Hubs namespace, the hub of calls, the consumer group that is the app\'s own, and Capture.'

import { captureOptions, hubSize } from '../types.bicep'

@description('Name of the namespace.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Name of the hub.')
param hub string

@description('The app\'s own consumer group. $Default stays free for people who want to look.')
param consumerGroup string

@description('Sizes.')
param size hubSize

@description('Spread over the region\'s zones.')
param zoneRedundant bool

@description('Reachable through private endpoints only.')
param private bool

@description('Capture of the raw events.')
param capture captureOptions

@description('Where captured files go, and the identity that writes them. It must have its role before the hub is made.')
param captureTo {
  @description('Resource id of the storage account.')
  accountId: string

  @description('Name of the container.')
  container: string

  @description('Resource id of the identity.')
  identityId: string
}

@description('Log Analytics workspace for logs and metrics.')
param workspaceId string

@description('Standard has throughput units to inflate. Premium has none.')
var inflates = size.tier == 'Standard' && size.maximumCapacity > size.capacity

resource namespace 'Microsoft.EventHub/namespaces@2026-01-01' = {
  name: name
  location: location
  tags: tags
  sku: {
    name: size.tier
    tier: size.tier
    capacity: size.capacity
  }
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${captureTo.identityId}': {}
    }
  }
  properties: {
    disableLocalAuth: true
    isAutoInflateEnabled: inflates
    maximumThroughputUnits: inflates ? size.maximumCapacity : 0
    minimumTlsVersion: '1.2'
    publicNetworkAccess: private ? 'Disabled' : 'Enabled'
    // Azure turns this on by itself if the region has zones. It can't be changed after creation.
    zoneRedundant: zoneRedundant ? true : null
  }

  resource calls 'eventhubs' = {
    name: hub
    properties: {
      partitionCount: size.partitions
      retentionDescription: {
        cleanupPolicy: 'Delete'
        retentionTimeInHours: size.retentionHours
      }
      captureDescription: !capture.enabled
        ? null
        : {
            enabled: true
            encoding: 'Avro'
            intervalInSeconds: 300
            sizeLimitInBytes: 314572800
            skipEmptyArchives: true
            destination: {
              name: 'EventHubArchive.AzureBlockBlob'
              identity: {
                type: 'UserAssigned'
                userAssignedIdentity: captureTo.identityId
              }
              properties: {
                archiveNameFormat: '{Namespace}/{EventHub}/{Year}/{Month}/{Day}/{Hour}/{Minute}/{Second}/{PartitionId}'
                blobContainer: captureTo.container
                storageAccountResourceId: captureTo.accountId
              }
            }
          }
    }

    resource own 'consumergroups' = {
      name: consumerGroup
    }
  }
}

resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: namespace
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

@description('Resource id of the namespace.')
output id string = namespace.id

@description('Name of the namespace.')
output name string = namespace.name

@description('Host name that senders and receivers connect to.')
output fullyQualifiedNamespace string = split(split(namespace.properties.serviceBusEndpoint, '//')[1], ':')[0]
