metadata description = 'A role on the Application Insights component.'

import { roleIds } from 'ids.bicep'

@description('Name of the component.')
param component string

@description('Who gets the role, by a name that stays: part of the assignment\'s own name.')
param grantee string

@description('Object id of whoever gets the role.')
param principalId string

@description('Kind of the grantee. Naming it lets a role be given to an identity that the directory does not show everywhere yet.')
param principalType 'ServicePrincipal' | 'Group' = 'ServicePrincipal'

@description('Name of the role.')
param role 'Monitoring Metrics Publisher'

resource appInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: component
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: appInsights
  name: guid(appInsights.id, grantee, roleIds[role])
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
