metadata description = 'A role on one event hub.'

import { roleIds } from 'ids.bicep'

@description('Name of the Event Hubs namespace.')
param namespace string

@description('Name of the hub.')
param hub string

@description('A stable name of the grantee. It is part of the assignment\'s name.')
param grantee string

@description('Object id of the grantee.')
param principalId string

@description('Kind of the grantee. With it, a role can be given to a new identity that the directory does not show everywhere yet.')
param principalType 'ServicePrincipal' | 'Group' = 'ServicePrincipal'

@description('Name of the role.')
param role 'Azure Event Hubs Data Receiver' | 'Azure Event Hubs Data Sender'

resource eventHubs 'Microsoft.EventHub/namespaces@2026-01-01' existing = {
  name: namespace

  resource events 'eventhubs' existing = {
    name: hub
  }
}

resource assignment 'Microsoft.Authorization/roleAssignments@2022-04-01' = {
  scope: eventHubs::events
  name: guid(eventHubs::events.id, grantee, roleIds[role])
  properties: {
    principalId: principalId
    principalType: principalType
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
