metadata description = 'The path of telemetry if the network is private.'

@description('Name of the private link scope.')
param name string

@description('Tags.')
param tags { *: string }

@description('Resource id of the Log Analytics workspace.')
param workspaceId string

@description('Resource id of the Application Insights component.')
param componentId string

resource scope 'Microsoft.Insights/privateLinkScopes@2021-09-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    accessModeSettings: {
      ingestionAccessMode: 'PrivateOnly'
      queryAccessMode: 'Open'
    }
  }

  resource workspace 'scopedResources' = {
    name: 'workspace'
    properties: {
      linkedResourceId: workspaceId
    }
  }

  resource component 'scopedResources' = {
    name: 'component'
    properties: {
      linkedResourceId: componentId
    }
  }
}

@description('Resource id, once its members are in.')
output id string = scope.id
