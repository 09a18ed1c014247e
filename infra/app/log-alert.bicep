metadata description = 'An alert on a query: fires while its measure is above the threshold.'

@description('Name of the rule. The runbook has a section of this name.')
param name string

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('One sentence for whoever is woken.')
param summary string

@description('0 critical, 1 error, 2 warning, 3 for information.')
@minValue(0)
@maxValue(3)
param severity int

@description('The query.')
param query string

@description('Column that is compared.')
param measure string

@description('Column by whose values the rule fires apart; null fires as one.')
param splitBy string?

@description('Highest value that is fine.')
param threshold int

@description('Time looked at.')
param window 'PT15M' | 'PT30M' | 'PT1H' | 'P2D'

@description('How often it is looked at.')
param every 'PT5M' | 'PT1H' = 'PT5M'

@description('Evaluations that are counted. Azure looks at no more than two days for all of them together.')
@minValue(1)
@maxValue(3)
param evaluations int = 3

@description('Evaluations above the threshold, of those counted, that fire it.')
@minValue(1)
@maxValue(3)
param failures int

@description('Workspace that is asked.')
param workspaceId string

@description('Identity that asks.')
param identityId string

@description('Action group that is told.')
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
    // Tables of a new workspace come into being with their first record.
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
