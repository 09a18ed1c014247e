metadata description = 'An alert on a query. It fires while its measure is above the threshold.'

@description('Name of the rule. The runbook has a section of this name.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('One sentence for the people who get the alert.')
param summary string

@description('0 critical, 1 error, 2 warning, 3 information.')
@minValue(0)
@maxValue(3)
param severity int

@description('The query.')
param query string

@description('Column that is compared.')
param measure string

@description('Column by whose values the rule fires separately; null fires once for all.')
param splitBy string?

@description('Highest value that does not fire.')
param threshold int

@description('Length of the window that the query looks at.')
param window 'PT15M' | 'PT30M' | 'PT1H' | 'P2D'

@description('How often the query runs.')
param every 'PT5M' | 'PT1H' = 'PT5M'

@description('How many evaluations count. Together they may cover two days at most.')
@minValue(1)
@maxValue(3)
param evaluations int = 3

@description('How many of these evaluations must be above the threshold.')
@minValue(1)
@maxValue(3)
param failures int

@description('Workspace that the queries run in.')
param workspaceId string

@description('Identity that runs the queries.')
param identityId string

@description('Action group that gets the alerts.')
param actionGroupId string

resource rule 'Microsoft.Insights/scheduledQueryRules@2026-03-01' = {
  name: name
  location: location
  tags: tags
  kind: 'LogAlert'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: {
      '${identityId}': {}
    }
  }
  properties: {
    displayName: name
    description: summary
    severity: severity
    enabled: true
    autoMitigate: true
    scopes: [
      workspaceId
    ]
    evaluationFrequency: every
    windowSize: window
    // A new workspace makes each table with its first record.
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: query
          metricMeasureColumn: measure
          timeAggregation: 'Maximum'
          operator: 'GreaterThan'
          threshold: threshold
          dimensions: splitBy == null ? [] : [{ name: splitBy!, operator: 'Include', values: ['*'] }]
          failingPeriods: {
            numberOfEvaluationPeriods: evaluations
            minFailingPeriodsToAlert: failures
          }
        }
      ]
    }
    actions: {
      actionGroups: [
        actionGroupId
      ]
    }
  }
}
