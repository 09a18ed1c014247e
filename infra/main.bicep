targetScope = 'subscription'

metadata description = 'Distill: from a resource group to alerts. Three apps run one package. Each has an identity for its part only.'

import { alertThresholds, captureOptions, hubSize as size, logOptions, scale } from 'types.bicep'

@description('Name of the environment; azd calls it AZURE_ENV_NAME.')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Region of everything.')
param location string

@description('The owner, for the bill and for people who find the resources.')
param owner string

@description('Spread over the region\'s zones. Fixed at creation for storage, plans and the namespace.')
param zoneRedundant bool

@description('Private endpoints only. Nothing answers from outside.')
param privateNetworking bool

@description('Address space of the network, a /24 or larger. It must not overlap a peered network.')
param addressSpace string = '10.40.0.0/24'

@description('Size of the namespace and its hub.')
param hubSize size

@description('Capture of the raw events.')
param capture captureOptions

@description('How much telemetry is kept.')
param logs logOptions

@description('Scale of the ingest app, which stores events.')
param ingestScale scale

@description('Scale of the serving app, which answers verdicts.')
param servingScale scale

@description('Scale of the correlation app. It has one timer, so one busy instance.')
param correlationScale scale

@description('What the alerts compare with.')
param thresholds alertThresholds

@description('Addresses that get a mail for each alert.')
param alertEmails string[] = []

@description('When correlation looks for hours that are due, NCRONTAB.')
param correlateSchedule string

@description('When correlation compares new accounts with known operators, NCRONTAB.')
param newcomerSchedule string

@description('When old data is deleted, NCRONTAB, UTC.')
param expireSchedule string

@description('Client id of the verdict API\'s app registration.')
@minLength(36)
@maxLength(36)
param apiClientId string

@description('Client ids of further applications that may ask for verdicts, beside the API tier\'s identity.')
param apiCallerClientIds string[] = []

@description('Entra group that reads dead letters; empty for none.')
param operatorsGroupId string = ''

@description('Entra group that reads unparsed and captured events, which may hold prompt text; empty for none.')
param rawReadersGroupId string = ''

@description('Address of a compatible anomaly detector; empty for the built-in one.')
param anomalyDetectorEndpoint string = ''

@description('Webhook for new, returned and grown clusters; empty for none. Its key is notifications-secret in the vault of the features\' keys.')
param webhookUrl string = ''

@description('Which app runs which function. The package has all functions, and each app disables those of the others.')
var placement = {
  AllowValue: 'serving'
  AnswerOthers: 'serving'
  CorrelateAccounts: 'correlation'
  DecideCluster: 'serving'
  DecideInConsole: 'serving'
  DecideOperation: 'serving'
  ExpireEvents: 'ingest'
  ExpireVerdicts: 'correlation'
  FindVerdict: 'serving'
  GetAllowList: 'serving'
  GetAudits: 'serving'
  GetChanges: 'serving'
  GetCluster: 'serving'
  GetClusterBundle: 'serving'
  GetClusters: 'serving'
  GetDecisions: 'serving'
  GetOpenApi: 'serving'
  GetOperation: 'serving'
  GetOperations: 'serving'
  GetOverrides: 'serving'
  GetReceipts: 'serving'
  GetResellerRequest: 'serving'
  GetResellers: 'serving'
  GetVerdict: 'serving'
  GetVerdicts: 'serving'
  GetVerifications: 'serving'
  IngestCalls: 'ingest'
  JoinSpans: 'ingest'
  JudgeNewcomers: 'correlation'
  MarkText: 'serving'
  OverrideAccount: 'serving'
  OverrideAnyAccount: 'serving'
  PostAttestations: 'ingest'
  PostEvents: 'ingest'
  PostIndicators: 'serving'
  PostLogs: 'ingest'
  PostTraces: 'ingest'
  RecordAudit: 'serving'
  Search: 'serving'
  ShowConsole: 'serving'
}

@description('The hub that API tiers send to.')
var hub = 'calls'

@description('The consumer group of ingest.')
var consumerGroup = 'ingest'

@description('The container that Capture writes to.')
var captureContainer = 'capture'

@description('The container of the deployment package in each host account.')
var packageContainer = 'package'

@description('Makes names unique in the world. The same environment gets the same names again.')
var token = uniqueString(subscription().id, environmentName, location)

@description('End of a name that must be unique and may have hyphens.')
var suffix = '${environmentName}-${take(token, 6)}'

@description('Tags of everything.')
var tags = {
  application: 'distill'
  'azd-env-name': environmentName
  environment: environmentName
  owner: owner
}

@description('Names, by the abbreviations of the Cloud Adoption Framework.')
var names = {
  resourceGroup: 'rg-distill-${environmentName}'
  workspace: 'log-distill-${suffix}'
  appInsights: 'appi-distill-${suffix}'
  alertsIdentity: 'id-distill-alerts-${environmentName}'
  captureIdentity: 'id-distill-capture-${environmentName}'
  correlationIdentity: 'id-distill-correlation-${environmentName}'
  ingestIdentity: 'id-distill-ingest-${environmentName}'
  senderIdentity: 'id-distill-sender-${environmentName}'
  servingIdentity: 'id-distill-serving-${environmentName}'
  actionGroup: 'ag-distill-${environmentName}'
  monitorScope: 'ampls-distill-${suffix}'
  network: 'vnet-distill-${environmentName}'
  hubs: 'evhns-distill-${suffix}'
  vault: 'kv-distill-${take(token, 8)}'
  featureVault: 'kv-features-${take(token, 8)}'
  data: 'stdata${token}'
  windows: 'stwindows${token}'
  capture: 'stcapture${token}'
  ingestHost: 'stingest${token}'
  servingHost: 'stserving${token}'
  correlationHost: 'stcorrel${token}'
  ingest: 'func-distill-ingest-${suffix}'
  serving: 'func-distill-serving-${suffix}'
  correlation: 'func-distill-correlation-${suffix}'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: names.resourceGroup
  location: location
  tags: tags
}

// Telemetry

module workspace 'app/log-analytics.bicep' = {
  scope: group
  params: {
    name: names.workspace
    location: location
    tags: tags
    options: logs
    private: privateNetworking
  }
}

module appInsights 'app/app-insights.bicep' = {
  scope: group
  params: {
    name: names.appInsights
    location: location
    tags: tags
    workspaceId: workspace.outputs.id
    private: privateNetworking
  }
}

module workbook 'app/workbook.bicep' = {
  scope: group
  params: {
    displayName: 'Distill ${environmentName}'
    location: location
    tags: tags
    workspaceId: workspace.outputs.id
  }
}

// Identities

module ingestIdentity 'app/identity.bicep' = {
  scope: group
  params: {
    name: names.ingestIdentity
    location: location
    tags: tags
  }
}

module servingIdentity 'app/identity.bicep' = {
  scope: group
  params: {
    name: names.servingIdentity
    location: location
    tags: tags
  }
}

module correlationIdentity 'app/identity.bicep' = {
  scope: group
  params: {
    name: names.correlationIdentity
    location: location
    tags: tags
  }
}

// The API tier's identity. It sends calls and asks for verdicts. Assign it to whatever serves the API.
module senderIdentity 'app/identity.bicep' = {
  scope: group
  params: {
    name: names.senderIdentity
    location: location
    tags: tags
  }
}

module captureIdentity 'app/identity.bicep' = {
  scope: group
  params: {
    name: names.captureIdentity
    location: location
    tags: tags
  }
}

module alertsIdentity 'app/identity.bicep' = {
  scope: group
  params: {
    name: names.alertsIdentity
    location: location
    tags: tags
  }
}

// Storage: separate accounts for results, for windows (the app makes a table a day), for raw events, and for each app's host.

module data 'app/storage.bicep' = {
  scope: group
  params: {
    name: names.data
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetworking
    tables: [
      'activity'
      'allowlist'
      'changes'
      'clusters'
      'codebooks'
      'deadletters'
      'desk'
      'facts'
      'indicators'
      'notices'
      'operators'
      'portraits'
      'progress'
      'receipts'
      'resellers'
      'sightings'
      'spanparts'
      'state'
      'unparsed'
      'verdicts'
      'volumes'
    ]
    workspaceId: workspace.outputs.id
    logged: [
      'StorageDelete'
    ]
  }
}

module windows 'app/storage.bicep' = {
  scope: group
  params: {
    name: names.windows
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetworking
    workspaceId: workspace.outputs.id
    logged: [
      'StorageDelete'
    ]
  }
}

module captured 'app/storage.bicep' = {
  scope: group
  params: {
    name: names.capture
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetworking
    trustedServices: true
    containers: [
      {
        name: captureContainer
        retentionDays: capture.retentionDays
      }
    ]
    workspaceId: workspace.outputs.id
    logged: [
      'StorageRead'
      'StorageWrite'
      'StorageDelete'
    ]
  }
}

module ingestHost 'app/storage.bicep' = {
  scope: group
  params: {
    name: names.ingestHost
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetworking
    containers: [
      {
        name: packageContainer
      }
    ]
    softDeleteDays: 7
    workspaceId: workspace.outputs.id
    logged: [
      'StorageDelete'
    ]
  }
}

module servingHost 'app/storage.bicep' = {
  scope: group
  params: {
    name: names.servingHost
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetworking
    containers: [
      {
        name: packageContainer
      }
    ]
    softDeleteDays: 7
    workspaceId: workspace.outputs.id
    logged: [
      'StorageDelete'
    ]
  }
}

module correlationHost 'app/storage.bicep' = {
  scope: group
  params: {
    name: names.correlationHost
    location: location
    tags: tags
    zoneRedundant: zoneRedundant
    private: privateNetworking
    containers: [
      {
        name: packageContainer
      }
    ]
    softDeleteDays: 7
    workspaceId: workspace.outputs.id
    logged: [
      'StorageDelete'
    ]
  }
}

// The hub and the vault

module captureWrites 'app/roles/container.bicep' = {
  scope: group
  dependsOn: [
    captured
  ]
  params: {
    account: names.capture
    container: captureContainer
    grantee: names.captureIdentity
    principalId: captureIdentity.outputs.principalId
    role: 'Storage Blob Data Contributor'
  }
}

module eventHubs 'app/event-hubs.bicep' = {
  scope: group
  dependsOn: [
    captureWrites
  ]
  params: {
    name: names.hubs
    location: location
    tags: tags
    hub: hub
    consumerGroup: consumerGroup
    size: hubSize
    zoneRedundant: zoneRedundant
    private: privateNetworking
    capture: capture
    captureTo: {
      accountId: captured.outputs.id
      container: captureContainer
      identityId: captureIdentity.outputs.id
    }
    workspaceId: workspace.outputs.id
  }
}

module vault 'app/key-vault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: tags
    private: privateNetworking
    workspaceId: workspace.outputs.id
  }
}

// A vault of their own: the serving app must not read them, nor ingest and correlation the other key.
module featureVault 'app/key-vault.bicep' = {
  scope: group
  params: {
    name: names.featureVault
    location: location
    tags: tags
    private: privateNetworking
    workspaceId: workspace.outputs.id
  }
}

// What each identity may do. tests/Distill.Infra.Tests/RoleTests.cs has the same list.

module ingestOnHost 'app/roles/storage-account.bicep' = {
  scope: group
  dependsOn: [
    ingestHost
  ]
  params: {
    account: names.ingestHost
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Storage Blob Data Owner'
  }
}

module ingestReceives 'app/roles/event-hub.bicep' = {
  scope: group
  dependsOn: [
    eventHubs
  ]
  params: {
    namespace: names.hubs
    hub: hub
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Azure Event Hubs Data Receiver'
  }
}

module ingestOnWindows 'app/roles/storage-account.bicep' = {
  scope: group
  dependsOn: [
    windows
  ]
  params: {
    account: names.windows
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Storage Table Data Contributor'
  }
}

module ingestWrites 'app/roles/tables.bicep' = {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'deadletters'
      'facts'
      'progress'
      'sightings'
      'spanparts'
      'unparsed'
    ]
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Storage Table Data Contributor'
  }
}

module ingestReads 'app/roles/tables.bicep' = {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'operators'
    ]
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Storage Table Data Reader'
  }
}

module ingestReports 'app/roles/app-insights.bicep' = {
  scope: group
  dependsOn: [
    appInsights
  ]
  params: {
    component: names.appInsights
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Monitoring Metrics Publisher'
  }
}

module servingOnHost 'app/roles/storage-account.bicep' = {
  scope: group
  dependsOn: [
    servingHost
  ]
  params: {
    account: names.servingHost
    grantee: names.servingIdentity
    principalId: servingIdentity.outputs.principalId
    role: 'Storage Blob Data Owner'
  }
}

module servingReads 'app/roles/tables.bicep' = {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'clusters'
      'facts'
      'portraits'
      'resellers'
      'verdicts'
    ]
    grantee: names.servingIdentity
    principalId: servingIdentity.outputs.principalId
    role: 'Storage Table Data Reader'
  }
}

// Serving publishes analysts' decisions. It writes them to the ledger and the log of changes, never to the verdicts themselves. Their notes are in
// a table of their own.
module servingWrites 'app/roles/tables.bicep' = {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'allowlist'
      'changes'
      'codebooks'
      'desk'
      'indicators'
      'receipts'
      'state'
    ]
    grantee: names.servingIdentity
    principalId: servingIdentity.outputs.principalId
    role: 'Storage Table Data Contributor'
  }
}

module servingReadsKey 'app/roles/key-vault.bicep' = {
  scope: group
  dependsOn: [
    vault
  ]
  params: {
    vault: names.vault
    grantee: names.servingIdentity
    principalId: servingIdentity.outputs.principalId
    role: 'Key Vault Secrets User'
  }
}

module ingestReadsKeys 'app/roles/key-vault.bicep' = {
  scope: group
  dependsOn: [
    featureVault
  ]
  params: {
    vault: names.featureVault
    grantee: names.ingestIdentity
    principalId: ingestIdentity.outputs.principalId
    role: 'Key Vault Secrets User'
  }
}

module correlationReadsKeys 'app/roles/key-vault.bicep' = {
  scope: group
  dependsOn: [
    featureVault
  ]
  params: {
    vault: names.featureVault
    grantee: names.correlationIdentity
    principalId: correlationIdentity.outputs.principalId
    role: 'Key Vault Secrets User'
  }
}

module servingReports 'app/roles/app-insights.bicep' = {
  scope: group
  dependsOn: [
    appInsights
  ]
  params: {
    component: names.appInsights
    grantee: names.servingIdentity
    principalId: servingIdentity.outputs.principalId
    role: 'Monitoring Metrics Publisher'
  }
}

module correlationOnHost 'app/roles/storage-account.bicep' = {
  scope: group
  dependsOn: [
    correlationHost
  ]
  params: {
    account: names.correlationHost
    grantee: names.correlationIdentity
    principalId: correlationIdentity.outputs.principalId
    role: 'Storage Blob Data Owner'
  }
}

module correlationOnWindows 'app/roles/storage-account.bicep' = {
  scope: group
  dependsOn: [
    windows
  ]
  params: {
    account: names.windows
    grantee: names.correlationIdentity
    principalId: correlationIdentity.outputs.principalId
    role: 'Storage Table Data Reader'
  }
}

module correlationReads 'app/roles/tables.bicep' = {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'allowlist'
      'facts'
      'indicators'
      'progress'
    ]
    grantee: names.correlationIdentity
    principalId: correlationIdentity.outputs.principalId
    role: 'Storage Table Data Reader'
  }
}

module correlationWrites 'app/roles/tables.bicep' = {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'activity'
      'changes'
      'clusters'
      'notices'
      'operators'
      'portraits'
      'resellers'
      'sightings'
      'state'
      'verdicts'
      'volumes'
    ]
    grantee: names.correlationIdentity
    principalId: correlationIdentity.outputs.principalId
    role: 'Storage Table Data Contributor'
  }
}

module correlationReports 'app/roles/app-insights.bicep' = {
  scope: group
  dependsOn: [
    appInsights
  ]
  params: {
    component: names.appInsights
    grantee: names.correlationIdentity
    principalId: correlationIdentity.outputs.principalId
    role: 'Monitoring Metrics Publisher'
  }
}

module senderSends 'app/roles/event-hub.bicep' = {
  scope: group
  dependsOn: [
    eventHubs
  ]
  params: {
    namespace: names.hubs
    hub: hub
    grantee: names.senderIdentity
    principalId: senderIdentity.outputs.principalId
    role: 'Azure Event Hubs Data Sender'
  }
}

module alertsQuery 'app/roles/workspace.bicep' = {
  scope: group
  dependsOn: [
    workspace
  ]
  params: {
    workspace: names.workspace
    grantee: names.alertsIdentity
    principalId: alertsIdentity.outputs.principalId
    role: 'Log Analytics Reader'
  }
}

module operatorsRead 'app/roles/tables.bicep' = if (!empty(operatorsGroupId)) {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'deadletters'
    ]
    grantee: 'operators'
    principalId: operatorsGroupId
    principalType: 'Group'
    role: 'Storage Table Data Reader'
  }
}

module rawReadersReadUnparsed 'app/roles/tables.bicep' = if (!empty(rawReadersGroupId)) {
  scope: group
  dependsOn: [
    data
  ]
  params: {
    account: names.data
    tables: [
      'unparsed'
    ]
    grantee: 'raw-readers'
    principalId: rawReadersGroupId
    principalType: 'Group'
    role: 'Storage Table Data Reader'
  }
}

module rawReadersReadCaptured 'app/roles/container.bicep' = if (!empty(rawReadersGroupId)) {
  scope: group
  dependsOn: [
    captured
  ]
  params: {
    account: names.capture
    container: captureContainer
    grantee: 'raw-readers'
    principalId: rawReadersGroupId
    principalType: 'Group'
    role: 'Storage Blob Data Reader'
  }
}

// The network, if it is private

module network 'app/network.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: names.network
    location: location
    tags: tags
    addressSpace: addressSpace
    apps: [
      'ingest'
      'serving'
      'correlation'
    ]
    workspaceId: workspace.outputs.id
  }
}

module monitorScope 'app/monitor-private-link.bicep' = if (privateNetworking) {
  scope: group
  params: {
    name: names.monitorScope
    tags: tags
    workspaceId: workspace.outputs.id
    componentId: appInsights.outputs.id
  }
}

@description('DNS zones of the private endpoints.')
var zones = {
  blob: 'privatelink.blob.${environment().suffixes.storage}'
  table: 'privatelink.table.${environment().suffixes.storage}'
  namespace: 'privatelink.servicebus.windows.net'
  vault: 'privatelink${replace(environment().suffixes.keyvaultDns, '.vault.', '.vaultcore.')}'
  sites: 'privatelink.azurewebsites.net'
  monitor: 'privatelink.monitor.azure.com'
  oms: 'privatelink.oms.opinsights.azure.com'
  ods: 'privatelink.ods.opinsights.azure.com'
  agents: 'privatelink.agentsvc.azure-automation.net'
}

module dnsZones 'app/private-dns-zone.bicep' = [
  for zone in items(zones): if (privateNetworking) {
    scope: group
    dependsOn: [
      network
    ]
    params: {
      name: zone.value
      tags: tags
      network: names.network
    }
  }
]

@description('Storage behind private endpoints: only what apps and replays need.')
var storageEndpoints = [
  { name: names.data, group: 'table' }
  { name: names.windows, group: 'table' }
  { name: names.capture, group: 'blob' }
  { name: names.ingestHost, group: 'blob' }
  { name: names.servingHost, group: 'blob' }
  { name: names.correlationHost, group: 'blob' }
]

module storagePrivateEndpoints 'app/private-endpoint.bicep' = [
  for endpoint in storageEndpoints: if (privateNetworking) {
    scope: group
    dependsOn: [
      captured
      correlationHost
      data
      dnsZones
      ingestHost
      servingHost
      windows
    ]
    params: {
      name: 'pep-${endpoint.name}-${endpoint.group}'
      location: location
      tags: tags
      subnetId: network!.outputs.endpointsSubnetId
      targetId: resourceId(subscription().subscriptionId, group.name, 'Microsoft.Storage/storageAccounts', endpoint.name)
      group: endpoint.group
      zones: [
        zones[endpoint.group]
      ]
    }
  }
]

module hubPrivateEndpoint 'app/private-endpoint.bicep' = if (privateNetworking) {
  scope: group
  dependsOn: [
    dnsZones
  ]
  params: {
    name: 'pep-${names.hubs}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointsSubnetId
    targetId: eventHubs.outputs.id
    group: 'namespace'
    zones: [
      zones.namespace
    ]
  }
}

module vaultPrivateEndpoint 'app/private-endpoint.bicep' = if (privateNetworking) {
  scope: group
  dependsOn: [
    dnsZones
  ]
  params: {
    name: 'pep-${names.vault}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointsSubnetId
    targetId: vault.outputs.id
    group: 'vault'
    zones: [
      zones.vault
    ]
  }
}

module featureVaultPrivateEndpoint 'app/private-endpoint.bicep' = if (privateNetworking) {
  scope: group
  dependsOn: [
    dnsZones
  ]
  params: {
    name: 'pep-${names.featureVault}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointsSubnetId
    targetId: featureVault.outputs.id
    group: 'vault'
    zones: [
      zones.vault
    ]
  }
}

module monitorPrivateEndpoint 'app/private-endpoint.bicep' = if (privateNetworking) {
  scope: group
  dependsOn: [
    dnsZones
  ]
  params: {
    name: 'pep-${names.monitorScope}'
    location: location
    tags: tags
    subnetId: network!.outputs.endpointsSubnetId
    targetId: monitorScope!.outputs.id
    group: 'azuremonitor'
    zones: [
      zones.agents
      zones.blob
      zones.monitor
      zones.ods
      zones.oms
    ]
  }
}

module sitePrivateEndpoints 'app/private-endpoint.bicep' = [
  for site in [names.ingest, names.serving, names.correlation]: if (privateNetworking) {
    scope: group
    dependsOn: [
      correlation
      dnsZones
      ingest
      serving
    ]
    params: {
      name: 'pep-${site}'
      location: location
      tags: tags
      subnetId: network!.outputs.endpointsSubnetId
      targetId: resourceId(subscription().subscriptionId, group.name, 'Microsoft.Web/sites', site)
      group: 'sites'
      zones: [
        zones.sites
      ]
    }
  }
]

// The apps

@description('Names in the triggers. Every app has all of them, because a host resolves those of disabled functions too.')
var bindings = {
  CallsConsumerGroup: consumerGroup
  CallsHub: hub
  CorrelateSchedule: correlateSchedule
  ExpireSchedule: expireSchedule
  NewcomerSchedule: newcomerSchedule
}

module ingest 'app/function-app.bicep' = {
  scope: group
  dependsOn: [
    appInsights
    ingestOnHost
    ingestOnWindows
    ingestReads
    ingestReadsKeys
    ingestReceives
    ingestReports
    ingestWrites
    storagePrivateEndpoints
  ]
  params: {
    name: names.ingest
    planName: 'asp-distill-ingest-${suffix}'
    location: location
    tags: tags
    service: 'ingest'
    identity: { id: ingestIdentity.outputs.id, clientId: ingestIdentity.outputs.clientId }
    hostBlobEndpoint: ingestHost.outputs.blobEndpoint
    packageContainer: packageContainer
    appInsightsName: names.appInsights
    settings: {
      ...bindings
      Distill__Auth__Entra: 'true'
      Distill__Features__Keys: '@Microsoft.KeyVault(SecretUri=${featureVault.outputs.uri}secrets/feature-keys)'
      DistillStorage__clientId: ingestIdentity.outputs.clientId
      DistillStorage__credential: 'managedidentity'
      DistillStorage__tableServiceUri: data.outputs.tableEndpoint
      DistillWindows__clientId: ingestIdentity.outputs.clientId
      DistillWindows__credential: 'managedidentity'
      DistillWindows__tableServiceUri: windows.outputs.tableEndpoint
      EventHubConnection__clientId: ingestIdentity.outputs.clientId
      EventHubConnection__credential: 'managedidentity'
      EventHubConnection__fullyQualifiedNamespace: eventHubs.outputs.fullyQualifiedNamespace
    }
    disabledFunctions: map(filter(items(placement), function => function.value != 'ingest'), function => function.key)
    trigger: 'function:IngestCalls'
    size: ingestScale
    zoneRedundant: zoneRedundant
    subnetId: privateNetworking ? network!.outputs.appSubnetIds.ingest : null
    apiClientId: apiClientId
    callers: [
      senderIdentity.outputs.clientId
      ...apiCallerClientIds
    ]
    workspaceId: workspace.outputs.id
  }
}

module serving 'app/function-app.bicep' = {
  scope: group
  dependsOn: [
    appInsights
    servingOnHost
    servingReads
    servingReadsKey
    servingReports
    servingWrites
    storagePrivateEndpoints
  ]
  params: {
    name: names.serving
    planName: 'asp-distill-serving-${suffix}'
    location: location
    tags: tags
    service: 'serving'
    identity: { id: servingIdentity.outputs.id, clientId: servingIdentity.outputs.clientId }
    hostBlobEndpoint: servingHost.outputs.blobEndpoint
    packageContainer: packageContainer
    appInsightsName: names.appInsights
    settings: {
      ...bindings
      DistillStorage__clientId: servingIdentity.outputs.clientId
      DistillStorage__credential: 'managedidentity'
      DistillStorage__tableServiceUri: data.outputs.tableEndpoint
      Distill__Auth__Entra: 'true'
      Distill__Honeypots__MasterKey: '@Microsoft.KeyVault(SecretUri=${vault.outputs.uri}secrets/honeypots-master-key)'
    }
    disabledFunctions: map(filter(items(placement), function => function.value != 'serving'), function => function.key)
    trigger: 'http'
    size: servingScale
    zoneRedundant: zoneRedundant
    subnetId: privateNetworking ? network!.outputs.appSubnetIds.serving : null
    apiClientId: apiClientId
    // An ID token of somebody who signed in to the console names the registration itself as its application.
    callers: [
      apiClientId
      senderIdentity.outputs.clientId
      ...apiCallerClientIds
    ]
    workspaceId: workspace.outputs.id
  }
}

module correlation 'app/function-app.bicep' = {
  scope: group
  dependsOn: [
    appInsights
    correlationOnHost
    correlationOnWindows
    correlationReads
    correlationReadsKeys
    correlationReports
    correlationWrites
    storagePrivateEndpoints
  ]
  params: {
    name: names.correlation
    planName: 'asp-distill-correlation-${suffix}'
    location: location
    tags: tags
    service: 'correlation'
    identity: { id: correlationIdentity.outputs.id, clientId: correlationIdentity.outputs.clientId }
    hostBlobEndpoint: correlationHost.outputs.blobEndpoint
    packageContainer: packageContainer
    appInsightsName: names.appInsights
    settings: {
      ...bindings
      Distill__Features__Keys: '@Microsoft.KeyVault(SecretUri=${featureVault.outputs.uri}secrets/feature-keys)'
      DistillStorage__clientId: correlationIdentity.outputs.clientId
      DistillStorage__credential: 'managedidentity'
      DistillStorage__tableServiceUri: data.outputs.tableEndpoint
      DistillWindows__clientId: correlationIdentity.outputs.clientId
      DistillWindows__credential: 'managedidentity'
      DistillWindows__tableServiceUri: windows.outputs.tableEndpoint
      // The key that providers share. Without the secret nothing is shared.
      Distill__Sharing__Key: '@Microsoft.KeyVault(SecretUri=${featureVault.outputs.uri}secrets/sharing-key)'
      ...(empty(anomalyDetectorEndpoint) ? {} : { AnomalyDetector__Endpoint: anomalyDetectorEndpoint })
      ...(empty(webhookUrl) ? {} : {
        Distill__Notifications__Secret: '@Microsoft.KeyVault(SecretUri=${featureVault.outputs.uri}secrets/notifications-secret)'
        Distill__Notifications__Url: webhookUrl
      })
    }
    disabledFunctions: map(filter(items(placement), function => function.value != 'correlation'), function => function.key)
    trigger: 'function:CorrelateAccounts'
    size: correlationScale
    zoneRedundant: zoneRedundant
    subnetId: privateNetworking ? network!.outputs.appSubnetIds.correlation : null
    workspaceId: workspace.outputs.id
  }
}

// Alerts

module actionGroup 'app/action-group.bicep' = {
  scope: group
  params: {
    name: names.actionGroup
    tags: tags
    emails: alertEmails
  }
}

module alerts 'app/alerts.bicep' = {
  scope: group
  dependsOn: [
    alertsQuery
  ]
  params: {
    location: location
    tags: tags
    thresholds: thresholds
    workspaceId: workspace.outputs.id
    identityId: alertsIdentity.outputs.id
    eventHubsId: eventHubs.outputs.id
    capture: capture.enabled
    storageIds: [
      data.outputs.id
      windows.outputs.id
      captured.outputs.id
      ingestHost.outputs.id
      servingHost.outputs.id
      correlationHost.outputs.id
    ]
    actionGroupId: actionGroup.outputs.id
  }
}

// For azd, and for people who connect an API tier. Names and addresses only.

@description('Resource group.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Host name that API tiers send to.')
output DISTILL_EVENT_HUBS string = eventHubs.outputs.fullyQualifiedNamespace

@description('The API tier\'s identity. Assign it to whatever serves the API.')
output DISTILL_SENDER_IDENTITY string = senderIdentity.outputs.id

@description('Client id of that identity. Its role on the API is given to it.')
output DISTILL_SENDER_CLIENT_ID string = senderIdentity.outputs.clientId

@description('Where senders that can\'t reach the hub send events over HTTP.')
output DISTILL_EVENTS string = 'https://${ingest.outputs.hostName}/api/v1/events'

@description('Where to ask for verdicts.')
output DISTILL_VERDICTS string = 'https://${serving.outputs.hostName}/api/v1/verdicts/'

@description('Vault of the honeypots\' master key.')
output DISTILL_KEY_VAULT string = vault.outputs.name

@description('Vault of the keys that seal what is kept of prompts.')
output DISTILL_FEATURE_VAULT string = featureVault.outputs.name
