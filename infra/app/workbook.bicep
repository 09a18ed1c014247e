metadata description = 'The workbook: one page from the hub to the verdicts.'

@description('Name that people see.')
param displayName string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Workspace that it reads.')
param workspaceId string

resource workbook 'Microsoft.Insights/workbooks@2023-06-01' = {
  name: guid(resourceGroup().id, 'distill')
  location: location
  tags: tags
  kind: 'shared'
  properties: {
    category: 'workbook'
    displayName: displayName
    serializedData: loadTextContent('../workbook.json')
    sourceId: workspaceId
    version: 'Notebook/1.0'
  }
}
