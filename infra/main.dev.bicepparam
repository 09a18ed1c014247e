using 'main.bicep'

// Small, and open to the internet behind Entra. For people who try things out.

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

param zoneRedundant = false
param privateNetworking = false
param correlateSchedule = '0 */5 * * * *'
param expireSchedule = '0 30 3 * * *'

// As many partitions as in production. Standard allows no change later, and the app's keys contain them.
param hubSize = {
  tier: 'Standard'
  capacity: 1
  maximumCapacity: 2
  partitions: 32
  retentionHours: 24
}

param capture = {
  enabled: true
  retentionDays: 2
}

param logs = {
  retentionDays: 30
  dailyQuotaGb: 1
}

param ingestScale = {
  memory: 2048
  maximumInstances: 40
  alwaysReady: 0
}

// Answers come from memory, and a follower of changes waits without work. With the default of 16, every 16 followers would start an instance.
param servingScale = {
  memory: 2048
  maximumInstances: 40
  alwaysReady: 0
  httpConcurrency: 250
}

param correlationScale = {
  memory: 2048
  maximumInstances: 40
  alwaysReady: 0
}

param thresholds = {
  lagSeconds: 900
  rejectedPercent: 5
  watermarkAgeSeconds: 7200
  verdictMilliseconds: 2000
  expectTraffic: false
}
