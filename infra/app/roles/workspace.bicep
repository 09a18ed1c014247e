metadata description = 'A role on the Log Analytics workspace.'

import { principal, roleIds } from 'ids.bicep'

@description('Name of the workspace.')
param workspace string

@description('Who gets the role.')
param grantee principal

@description('Name of the role.')
param role 'Log Analytics Reader'

resource logs 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspace
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: logs
  name: guid(logs.id, grantee.id, roleIds[role])
  properties: {
    principalId: grantee.id
    principalType: grantee.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
