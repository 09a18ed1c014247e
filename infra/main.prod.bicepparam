using 'main.bicep'

// Zones, a private network, no cold starts. It is deployed from a runner inside the network.

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME')
param location = readEnvironmentVariable('AZURE_LOCATION')
param owner = readEnvironmentVariable('DISTILL_OWNER')
param apiClientId = readEnvironmentVariable('DISTILL_API_CLIENT_ID')
param apiCallerClientIds = filter(split(readEnvironmentVariable('DISTILL_API_CALLERS', ''), ','), id => !empty(id))
param operatorsGroupId = readEnvironmentVariable('DISTILL_OPERATORS_GROUP_ID', '')
param rawReadersGroupId = readEnvironmentVariable('DISTILL_RAW_READERS_GROUP_ID', '')
param alertEmails = filter(split(readEnvironmentVariable('DISTILL_ALERT_EMAILS', ''), ','), email => !empty(email))
param anomalyDetectorEndpoint = readEnvironmentVariable('DISTILL_ANOMALY_DETECTOR', '')
param webhookUrl = readEnvironmentVariable('DISTILL_WEBHOOK_URL', '')

param zoneRedundant = true
param privateNetworking = true
param correlateSchedule = '0 */5 * * * *'
param expireSchedule = '0 30 3 * * *'

// 4 units take 4 MB/s or 4,000 events/s. Auto-inflate goes up to 20, and has to be lowered by hand.
param hubSize = {
  tier: 'Standard'
  capacity: 4
  maximumCapacity: 20
  partitions: 32
  retentionHours: 168
}

param capture = {
  enabled: true
  retentionDays: 14
}

param logs = {
  retentionDays: 90
  dailyQuotaGb: 20
}

param ingestScale = {
  memory: 2048
  maximumInstances: 40
  alwaysReady: 2
}

// Answers come from memory, and a follower of changes waits without work. With the default of 16, every 16 followers would start an instance.
param servingScale = {
  memory: 2048
  maximumInstances: 100
  alwaysReady: 2
  httpConcurrency: 250
}

// A week of windows stays in memory between runs. A cold start would read it all again. With zones Azure takes two at least.
param correlationScale = {
  memory: 4096
  maximumInstances: 40
  alwaysReady: 2
}

param thresholds = {
  lagSeconds: 300
  rejectedPercent: 1
  watermarkAgeSeconds: 3600
  verdictMilliseconds: 500
  expectTraffic: true
}
