metadata description = 'The network: a subnet for each app, delegated to Flex Consumption, and one for the private endpoints.'

@description('Name of the virtual network.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Address space, a /24 or larger.')
param addressSpace string

@description('The apps. Each gets a subnet.')
param apps string[]

@description('Log Analytics workspace for logs and metrics.')
param workspaceId string

// Apps that parse strangers' events reach only their own network, with the private endpoints, and Entra: no internet, no peered network.
resource appsSecurity 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}-apps'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'allow-own-network-out'
        properties: {
          access: 'Allow'
          description: 'Private endpoints.'
          destinationAddressPrefix: addressSpace
          destinationPortRange: '*'
          direction: 'Outbound'
          priority: 100
          protocol: '*'
          sourceAddressPrefix: addressSpace
          sourcePortRange: '*'
        }
      }
      {
        name: 'allow-entra-out'
        properties: {
          access: 'Allow'
          description: 'Sign-in keys and tokens.'
          destinationAddressPrefix: 'AzureActiveDirectory'
          destinationPortRange: '443'
          direction: 'Outbound'
          priority: 200
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
        }
      }
      {
        name: 'deny-all-out'
        properties: {
          access: 'Deny'
          description: 'All else: the internet, and peers, which Azure lets through by default.'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
          direction: 'Outbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
        }
      }
    ]
  }
}

resource endpointsSecurity 'Microsoft.Network/networkSecurityGroups@2026-03-01' = {
  name: 'nsg-${name}-endpoints'
  location: location
  tags: tags
  properties: {
    securityRules: [
      {
        name: 'allow-network-in'
        properties: {
          access: 'Allow'
          description: 'HTTPS and AMQP over TLS, from this network and its peers.'
          destinationAddressPrefix: 'VirtualNetwork'
          destinationPortRanges: [
            '443'
            '5671'
          ]
          direction: 'Inbound'
          priority: 200
          protocol: 'Tcp'
          sourceAddressPrefix: 'VirtualNetwork'
          sourcePortRange: '*'
        }
      }
      {
        name: 'deny-all-in'
        properties: {
          access: 'Deny'
          description: 'All else.'
          destinationAddressPrefix: '*'
          destinationPortRange: '*'
          direction: 'Inbound'
          priority: 4096
          protocol: '*'
          sourceAddressPrefix: '*'
          sourcePortRange: '*'
        }
      }
    ]
  }
}

// Subnets are part of the network resource. As resources of their own, each deployment would first try to remove them.
resource network 'Microsoft.Network/virtualNetworks@2026-03-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: {
      addressPrefixes: [
        addressSpace
      ]
    }
    subnets: [
      {
        name: 'snet-endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, 0)
          defaultOutboundAccess: false
          networkSecurityGroup: {
            id: endpointsSecurity.id
          }
          privateEndpointNetworkPolicies: 'NetworkSecurityGroupEnabled'
        }
      }
      ...map(apps, (app, i) => {
        name: 'snet-${app}'
        properties: {
          addressPrefix: cidrSubnet(addressSpace, 26, i + 1)
          defaultOutboundAccess: false
          delegations: [
            {
              name: 'flex-consumption'
              properties: {
                serviceName: 'Microsoft.App/environments'
              }
            }
          ]
          networkSecurityGroup: {
            id: appsSecurity.id
          }
        }
      })
    ]
  }
}

resource networkDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: network
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
    metrics: [
      {
        category: 'AllMetrics'
        enabled: true
      }
    ]
  }
}

resource appsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: appsSecurity
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

resource endpointsDiagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: endpointsSecurity
  name: 'to-log-analytics'
  properties: {
    workspaceId: workspaceId
    logs: [
      {
        categoryGroup: 'allLogs'
        enabled: true
      }
    ]
  }
}

@description('Resource id.')
output id string = network.id

@description('Subnet of the private endpoints.')
output endpointsSubnetId string = resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'snet-endpoints')

@description('Subnet of each app, by its name.')
output appSubnetIds { *: string } = toObject(
  apps,
  app => app,
  app => resourceId('Microsoft.Network/virtualNetworks/subnets', network.name, 'snet-${app}')
)
