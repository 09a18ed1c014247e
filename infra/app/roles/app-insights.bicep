metadata description = 'A role on the Application Insights component.'

import { principal, roleIds } from 'ids.bicep'

@description('Name of the component.')
param component string

@description('Who gets the role.')
param grantee principal

@description('Name of the role.')
param role 'Monitoring Metrics Publisher'

resource appInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: component
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: appInsights
  name: guid(appInsights.id, grantee.id, roleIds[role])
  properties: {
    principalId: grantee.id
    principalType: grantee.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
