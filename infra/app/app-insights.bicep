metadata description = 'Application Insights on the workspace. Its connection string lets nobody in: telemetry needs an identity.'

@description('Name of the component.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Workspace that keeps the telemetry.')
param workspaceId string

@description('Ingestion through the private link scope only.')
param private bool

resource component 'Microsoft.Insights/components@2020-02-02' = {
  name: name
  location: location
  tags: tags
  kind: 'web'
  properties: {
    Application_Type: 'web'
    DisableLocalAuth: true
    IngestionMode: 'LogAnalytics'
    WorkspaceResourceId: workspaceId
    publicNetworkAccessForIngestion: private ? 'Disabled' : 'Enabled'
    publicNetworkAccessForQuery: 'Enabled'
  }
}

// No diagnostic settings: they would write each record to the workspace a second time.

@description('Resource id.')
output id string = component.id

@description('Name of the component.')
output name string = component.name
