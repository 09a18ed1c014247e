metadata description = 'All alerts. Each name is a heading of infra/RUNBOOK.md, which says what to do.'

import { alertThresholds } from '../types.bicep'

@description('Region.')
param location string

@description('Tags.')
param tags { *: string }

@description('What the alerts compare with.')
param thresholds alertThresholds

@description('Workspace that is asked.')
param workspaceId string

@description('Identity that asks.')
param identityId string

@description('Event Hubs namespace that is watched.')
param eventHubsId string

@description('Whether Capture is on.')
param capture bool

@description('Storage accounts that are watched.')
param storageIds string[]

@description('Action group that is told.')
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
    summary: 'Events come into the hub and nobody reads them.'
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
    summary: 'More events are rejected than senders should ever get wrong.'
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
    summary: 'Events could be kept nowhere. They are in the hub until its retention ends, and nowhere else.'
    query: loadTextContent('../queries/events-lost.kql')
    measure: 'Times'
    splitBy: null
    threshold: 0
    window: 'PT15M'
    failures: 1
  }
  {
    name: 'watermark-age'
    severity: 1
    summary: 'Closed hours wait for their correlation: verdicts are old.'
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
    summary: 'A model, a reseller or a network has unusually many calls. Nobody is held suspect for it.'
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
    summary: 'The workspace has reached its daily cap: every alert on a query is blind until it resets.'
    query: loadTextContent('../queries/telemetry-capped.kql')
    measure: 'Times'
    splitBy: null
    threshold: 0
    window: 'PT1H'
    failures: 1
  }
]

@description('The alert on Capture, where there is one.')
var captureRules = [
  {
    name: 'capture-stopped'
    severity: 1
    summary: 'Events come in and Capture writes none: what is lost now can not be replayed.'
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
    summary: 'No event comes into the hub: the senders are silent or locked out.'
    resourceIdWatched: eventHubsId
    metricNamespace: 'Microsoft.EventHub/namespaces'
    // Of the namespace, whose one hub it is: by the hub's name there may be no series to compare while nothing comes.
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
    summary: 'Event Hubs turns requests away: its throughput units do not do.'
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
      summary: 'A storage account turns requests away.'
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
