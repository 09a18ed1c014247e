metadata description = 'A user-assigned identity: it outlives the app that uses it, and roles are given before the app starts.'

@description('Name of the identity.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id.')
output id string = identity.id

@description('Client id: what code and senders name it by.')
output clientId string = identity.properties.clientId

@description('Object id: what roles are assigned to.')
output principalId string = identity.properties.principalId
