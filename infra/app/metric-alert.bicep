metadata description = 'An alert on a metric of the platform. It works without logs and without the app.'

@description('Name of the rule. The runbook has a section of this name.')
param name string

@description('Tags.')
param tags { *: string }

@description('One sentence for the people who get the alert.')
param summary string

@description('0 critical, 1 error, 2 warning.')
@minValue(0)
@maxValue(2)
param severity int

@description('Resource to watch.')
param resourceIdWatched string

@description('Namespace of the metric.')
param metricNamespace string

@description('The metric. It is summed over the window.')
param metric string

@description('The values of one dimension to count; null counts all.')
param where {
  @description('Name of the dimension.')
  dimension: string

  @description('Its values.')
  values: string[]
}?

@description('How the sum is compared.')
param comparison 'GreaterThan' | 'LessThan'

@description('The threshold.')
param threshold int

@description('Length of the window.')
param window 'PT15M' | 'PT30M' | 'PT1H'

@description('Whether it is on.')
param enabled bool = true

@description('Action group that gets the alerts.')
param actionGroupId string

resource rule 'Microsoft.Insights/metricAlerts@2026-01-01' = {
  name: name
  location: 'global'
  tags: tags
  properties: {
    description: summary
    severity: severity
    enabled: enabled
    autoMitigate: true
    scopes: [
      resourceIdWatched
    ]
    evaluationFrequency: 'PT5M'
    windowSize: window
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          name: metric
          criterionType: 'StaticThresholdCriterion'
          metricNamespace: metricNamespace
          metricName: metric
          timeAggregation: 'Total'
          operator: comparison
          threshold: threshold
          dimensions: where == null ? [] : [{ name: where!.dimension, operator: 'Include', values: where!.values }]
        }
      ]
    }
    actions: [
      {
        actionGroupId: actionGroupId
      }
    ]
  }
}
