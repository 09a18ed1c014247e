metadata description = 'One Flex Consumption app and its plan, which takes one app. All apps have one package, with different functions disabled.'

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

@description('Settings that the code reads. The host\'s settings are added.')
param settings { *: string }

@description('Functions of the package that do not run here.')
param disabledFunctions string[]

@description('The part of the app that is always ready: http, or function:NAME.')
param trigger string

@description('How far it scales.')
param size scale

@description('Spread over the region\'s zones.')
param zoneRedundant bool

@description('Subnet that the app sends from; null without a private network.')
param subnetId string?

@description('Client id of the app registration of the app\'s API. Null for an app that nobody calls; it then answers nobody.')
param apiClientId string?

@description('Client ids of the applications that may call the API.')
param callers string[] = []

@description('Log Analytics workspace for logs and metrics.')
param workspaceId string

@description('Settings that the host needs. Flex Consumption takes no FUNCTIONS_WORKER_RUNTIME and the like: functionAppConfig says the same.')
var hostSettings = {
  AzureWebJobsStorage__blobServiceUri: hostBlobEndpoint
  AzureWebJobsStorage__clientId: identity.clientId
  AzureWebJobsStorage__credential: 'managedidentity'
  // The host's two lines a run would be most of the logs. They are filtered here and not in host.json, because on one machine they help.
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

  // Publishing also takes an Entra identity, and no user name and password.
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
