metadata description = 'A role on the Application Insights component.'

import { roleIds } from 'ids.bicep'

@description('Name of the component.')
param component string

@description('A stable name of the grantee. It is part of the assignment\'s name.')
param grantee string

@description('Object id of the grantee.')
param principalId string

@description('Kind of the grantee. With it, a role can be given to a new identity that the directory does not show everywhere yet.')
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
