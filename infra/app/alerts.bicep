metadata description = 'All alerts. Each name is a heading of infra/RUNBOOK.md, which says what to do.'

import { alertThresholds } from '../types.bicep'

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('What the alerts compare with.')
param thresholds alertThresholds

@description('Workspace that the queries run in.')
param workspaceId string

@description('Identity that runs the queries.')
param identityId string

@description('Event Hubs namespace to watch.')
param eventHubsId string

@description('Whether Capture is on.')
param capture bool

@description('Storage accounts to watch.')
param storageIds string[]

@description('Action group that gets the alerts.')
param actionGroupId string

@description('Alerts on queries.')
var logRules = [
  {
    name: 'partition-lag'
    severity: 2
    summary: 'A hub partition\'s events wait too long until they are saved.'
    query: loadTextContent('../queries/partition-lag.kql')
    measure: 'LagSeconds'
    splitBy: 'Partition'
    threshold: thresholds.lagSeconds
    window: 'PT15M'
    failures: 2
  }
  {
    name: 'hub-unread'
    severity: 1
    summary: 'Events come into the hub, but too few of them are read.'
    query: loadTextContent('../queries/hub-unread.kql')
    measure: 'UnreadPercent'
    splitBy: null
    threshold: 50
    window: 'PT30M'
    failures: 3
  }
  {
    name: 'dead-letters'
    severity: 2
    summary: 'Too many events are rejected.'
    query: loadTextContent('../queries/dead-letters.kql')
    measure: 'RejectedPercent'
    splitBy: null
    threshold: thresholds.rejectedPercent
    window: 'PT30M'
    failures: 2
  }
  {
    name: 'events-given-up'
    severity: 1
    summary: 'Good events could not be stored and went to the dead letters.'
    query: loadTextContent('../queries/events-given-up.kql')
    measure: 'Times'
    splitBy: null
    threshold: 0
    window: 'PT15M'
    failures: 1
  }
  {
    name: 'events-lost'
    severity: 0
    summary: 'Events could not be stored anywhere. Only the hub has them, until its retention ends.'
    query: loadTextContent('../queries/events-lost.kql')
    measure: 'Times'
    splitBy: null
    threshold: 0
    window: 'PT15M'
    failures: 1
  }
  {
    name: 'events-missed'
    severity: 1
    summary: 'Events that the hub numbered did not come, and could not be read again.'
    query: loadTextContent('../queries/events-missed.kql')
    measure: 'Times'
    splitBy: null
    threshold: 0
    window: 'PT15M'
    failures: 1
  }
  {
    name: 'watermark-age'
    severity: 1
    summary: 'Closed hours wait for their correlation, so verdicts are old.'
    query: loadTextContent('../queries/watermark-age.kql')
    measure: 'AgeSeconds'
    splitBy: null
    threshold: thresholds.watermarkAgeSeconds
    window: 'PT30M'
    failures: 2
  }
  {
    name: 'verdict-latency'
    severity: 2
    summary: 'The verdict API answers slower than it promises.'
    query: loadTextContent('../queries/verdict-latency.kql')
    measure: 'P95Milliseconds'
    splitBy: null
    threshold: thresholds.verdictMilliseconds
    window: 'PT15M'
    failures: 2
  }
  {
    name: 'verdict-errors'
    severity: 1
    summary: 'The verdict API fails.'
    query: loadTextContent('../queries/verdict-errors.kql')
    measure: 'FailedPercent'
    splitBy: null
    threshold: 1
    window: 'PT15M'
    failures: 2
  }
  {
    name: 'failed-runs'
    severity: 2
    summary: 'Runs of a function fail again and again.'
    query: loadTextContent('../queries/failed-runs.kql')
    measure: 'Failed'
    splitBy: 'OperationName'
    threshold: 2
    window: 'PT30M'
    failures: 1
  }
  {
    name: 'expiry-stopped'
    severity: 2
    summary: 'Expiry has not finished for two days, in ingest, in correlation or in both.'
    query: loadTextContent('../queries/expiry-stopped.kql')
    measure: 'Missing'
    splitBy: null
    threshold: 0
    window: 'P2D'
    every: 'PT1H'
    evaluations: 1
    failures: 1
  }
  {
    name: 'unusual-volume'
    severity: 3
    summary: 'A model, a reseller or a network has unusually many calls. No account becomes suspect because of it.'
    query: loadTextContent('../queries/unusual-volume.kql')
    measure: 'Series'
    splitBy: 'Kind'
    threshold: 0
    window: 'PT1H'
    failures: 1
  }
  {
    name: 'telemetry-capped'
    severity: 1
    summary: 'The workspace has reached its daily cap. Every alert on a query is blind until it resets.'
    query: loadTextContent('../queries/telemetry-capped.kql')
    measure: 'Times'
    splitBy: null
    threshold: 0
    window: 'PT1H'
    failures: 1
  }
]

@description('The alert on Capture, if Capture is on.')
var captureRules = [
  {
    name: 'capture-stopped'
    severity: 1
    summary: 'Events come in, but Capture writes none. Events lost now can\'t be replayed.'
    query: loadTextContent('../queries/capture-stopped.kql')
    measure: 'Uncaptured'
    splitBy: null
    threshold: 0
    window: 'PT1H'
    failures: 3
  }
]

module onLogs 'log-alert.bicep' = [
  for rule in concat(logRules, capture ? captureRules : []): {
    params: {
      name: rule.name
      location: location
      tags: tags
      summary: rule.summary
      severity: rule.severity
      query: rule.query
      measure: rule.measure
      splitBy: rule.splitBy
      threshold: rule.threshold
      window: rule.window
      every: rule.?every
      evaluations: rule.?evaluations
      failures: rule.failures
      workspaceId: workspaceId
      identityId: identityId
      actionGroupId: actionGroupId
    }
  }
]

module ingestionStopped 'metric-alert.bicep' = {
  params: {
    name: 'ingestion-stopped'
    tags: tags
    severity: 1
    summary: 'No event comes into the hub. The senders are silent or locked out.'
    resourceIdWatched: eventHubsId
    metricNamespace: 'Microsoft.EventHub/namespaces'
    // On the namespace, which has this one hub. By the hub's name there may be no series while nothing comes.
    metric: 'IncomingMessages'
    comparison: 'LessThan'
    threshold: 1
    window: 'PT30M'
    enabled: thresholds.expectTraffic
    actionGroupId: actionGroupId
  }
}

module hubThrottled 'metric-alert.bicep' = {
  params: {
    name: 'hub-throttled'
    tags: tags
    severity: 2
    summary: 'Event Hubs rejects requests: it has too few throughput units.'
    resourceIdWatched: eventHubsId
    metricNamespace: 'Microsoft.EventHub/namespaces'
    metric: 'ThrottledRequests'
    comparison: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
    actionGroupId: actionGroupId
  }
}

module storageThrottled 'metric-alert.bicep' = [
  for id in storageIds: {
    params: {
      name: 'storage-throttled-${last(split(id, '/'))}'
      tags: tags
      severity: 2
      summary: 'A storage account rejects requests.'
      resourceIdWatched: id
      metricNamespace: 'Microsoft.Storage/storageAccounts'
      metric: 'Transactions'
      where: {
        dimension: 'ResponseType'
        values: [
          'ClientAccountBandwidthThrottlingError'
          'ClientAccountRequestThrottlingError'
          'ClientThrottlingError'
          'ServerBusyError'
        ]
      }
      comparison: 'GreaterThan'
      threshold: 10
      window: 'PT15M'
      actionGroupId: actionGroupId
    }
  }
]
