metadata description = 'One Flex Consumption app and its plan. A Flex plan takes one app; the package is the same for all, what is disabled is not.'

import { scale } from '../types.bicep'

@description('Name of the function app.')
param name string

@description('Name of its plan.')
param planName string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('Name of the service in azure.yaml that is deployed here.')
param service string

@description('The app\'s own identity.')
param identity {
  @description('Resource id.')
  id: string

  @description('Client id.')
  clientId: string
}

@description('Endpoint of the blobs of the app\'s own host account.')
param hostBlobEndpoint string

@description('Container of the deployment package, in the host account.')
param packageContainer string

@description('Name of the Application Insights component.')
param appInsightsName string

@description('Settings that the code reads, beside those that the host needs.')
param settings { *: string }

@description('Functions of the package that do not run here.')
param disabledFunctions string[]

@description('What scales: http, or function:NAME.')
param trigger string

@description('How far it scales.')
param size scale

@description('Spread over the region\'s zones.')
param zoneRedundant bool

@description('Subnet that the app sends from; null without a private network.')
param subnetId string?

@description('Client id of the app registration that stands for the app\'s API. Null for an app that nobody calls: it then answers nobody.')
param apiClientId string?

@description('Client ids of the applications that may call the API.')
param callers string[] = []

@description('Log Analytics workspace for logs and metrics.')
param workspaceId string

@description('What the host needs. FUNCTIONS_WORKER_RUNTIME and its like are not for Flex Consumption: functionAppConfig says it.')
var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__clientId: identity.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  // Two lines a run from the host would be most of all logs. Here, not in host.json: on one machine they are worth seeing.
  AzureFunctionsJobHost__logging__logLevel__Function: 'Warning'
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.clientId};Authorization=AAD'
}

@description('One setting a function that does not run here.')
var disabled = toObject(disabledFunctions, function => 'AzureWebJobs.${function}.Disabled', function => 'true')

resource appInsights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: appInsightsName
}

resource plan 'Microsoft.Web/serverfarms@2025-03-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: {
    reserved: true
    zoneRedundant: zoneRedundant
  }
}

resource app 'Microsoft.Web/sites@2025-03-01' = {
  name: name
  location: location
  tags: { ...tags, 'azd-service-name': service }
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identity.id}': {}
    }
  }
  properties: {
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${hostBlobEndpoint}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identity.id
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        alwaysReady: size.alwaysReady == 0 ? [] : [{ name: trigger, instanceCount: size.alwaysReady }]
        instanceMemoryMB: size.memory
        maximumInstanceCount: size.maximumInstances
        ...(size.?httpConcurrency == null ? {} : { triggers: { http: { perInstanceConcurrency: size.httpConcurrency! } } })
      }
    }
    httpsOnly: true
    keyVaultReferenceIdentity: identity.id
    outboundVnetRouting: subnetId == null ? null : { allTraffic: true }
    publicNetworkAccess: subnetId == null ? 'Enabled' : 'Disabled'
    serverFarmId: plan.id
    siteConfig: {
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: apiClientId == null ? 'Deny' : 'Allow'
      minTlsVersion: '1.2'
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
      scmIpSecurityRestrictionsUseMain: false
      scmMinTlsVersion: '1.2'
    }
    virtualNetworkSubnetId: subnetId
  }

  resource appSettings 'config' = {
    name: 'appsettings'
    properties: {
      ...hostSettings
      ...settings
      ...disabled
      APPLICATIONINSIGHTS_CONNECTION_STRING: appInsights.properties.ConnectionString
    }
  }

  // Publishing takes an Entra identity as well: no user name and password for it.
  resource ftp 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: {
      allow: false
    }
  }

  resource scm 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: {
      allow: false
    }
  }
}

resource authentication 'Microsoft.Web/sites/config@2025-03-01' = if (apiClientId != null) {
  parent: app
  name: 'authsettingsV2'
  properties: {
    globalValidation: {
      requireAuthentication: true
      unauthenticatedClientAction: 'Return401'
    }
    httpSettings: {
      requireHttps: true
    }
    identityProviders: {
      azureActiveDirectory: {
        enabled: true
        registration: {
          clientId: apiClientId!
          openIdIssuer: '${environment().authentication.loginEndpoint}${tenant().tenantId}/v2.0'
        }
        validation: {
          allowedAudiences: [
            apiClientId!
            'api://${apiClientId!}'
          ]
          defaultAuthorizationPolicy: {
            allowedApplications: callers
          }
        }
      }
    }
    login: {
      tokenStore: {
        enabled: false
      }
    }
    platform: {
      enabled: true
    }
  }
}

#disable-next-line use-recent-api-versions // The only version with category groups; Azure has no later one.
resource diagnostics 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: app
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

@description('Resource id.')
output id string = app.id

@description('Name of the app.')
output name string = app.name

@description('Host name that the app answers under.')
output hostName string = app.properties.defaultHostName
