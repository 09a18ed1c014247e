metadata description = 'A role on the Log Analytics workspace.'

import { roleIds } from 'ids.bicep'

@description('Name of the workspace.')
param workspace string

@description('A stable name of the grantee. It is part of the assignment\'s name.')
param grantee string

@description('Object id of the grantee.')
param principalId string

@description('Kind of the grantee. With it, a role can be given to a new identity that the directory does not show everywhere yet.')
param principalType 'ServicePrincipal' | 'Group' = 'ServicePrincipal'

@description('Name of the role.')
param role 'Log Analytics Reader'

resource logs 'Microsoft.OperationalInsights/workspaces@2026-03-01' existing = {
  name: workspace
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: logs
  name: guid(logs.id, grantee, roleIds[role])
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
