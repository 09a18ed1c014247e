metadata description = 'A role on one event hub.'

import { principal, roleIds } from 'ids.bicep'

@description('Name of the Event Hubs namespace.')
param namespace string

@description('Name of the hub.')
param hub string

@description('Who gets the role.')
param grantee principal

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
  name: guid(eventHubs::events.id, grantee.id, roleIds[role])
  properties: {
    principalId: grantee.id
    principalType: grantee.type
    roleDefinitionId: subscriptionResourceId('Microsoft.Authorization/roleDefinitions', roleIds[role])
  }
}
