metadata description = 'A private DNS zone, linked to the network.'

@description('Name of the zone.')
param name string

@description('Tags.')
param tags { *: string }

@description('Name of the network that uses the zone.')
param network string

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = {
  name: name
  location: 'global'
  tags: tags

  resource link 'virtualNetworkLinks' = {
    name: network
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: {
        id: resourceId('Microsoft.Network/virtualNetworks', network)
      }
    }
  }
}
