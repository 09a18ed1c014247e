@export()
@description('How far one app may grow, and how many instances are kept running.')
type scale = {
  @description('Memory of an instance, MB.')
  memory: 512 | 2048 | 4096

  @description('The most instances at once.')
  @minValue(40)
  @maxValue(1000)
  maximumInstances: int

  @description('Instances kept running for the app\'s trigger. They have no cold start, and cost money all day.')
  @minValue(0)
  @maxValue(20)
  alwaysReady: int

  @description('HTTP requests that an instance takes at once before another one starts; null leaves it to Azure, which takes 16 with 2 GB.')
  @minValue(1)
  @maxValue(1000)
  httpConcurrency: int?
}

@export()
@description('Size of the Event Hubs namespace and of its hub.')
type hubSize = {
  @description('Premium allows more partitions later, 90 days of retention, and consumer lag in the resource logs.')
  tier: 'Standard' | 'Premium'

  @description('Throughput units (Standard, 1 MB/s or 1,000 events/s in, each) or processing units (Premium).')
  @minValue(1)
  @maxValue(40)
  capacity: int

  @description('Standard only: the most throughput units that auto-inflate may set. It never goes back by itself.')
  @minValue(1)
  @maxValue(40)
  maximumCapacity: int

  @description('Partitions of the hub. Standard: 32 at most, fixed at creation.')
  @minValue(1)
  @maxValue(100)
  partitions: int

  @description('How long the hub keeps events, hours. Standard: 168 at most.')
  @minValue(24)
  @maxValue(2160)
  retentionHours: int
}

@export()
@description('Capture of the raw events for replay.')
type captureOptions = {
  @description('Whether events are captured. They hold everything that senders send, also prompt text, unless senders send promptFeatures.')
  enabled: bool

  @description('Days after which a captured file is deleted.')
  @minValue(1)
  @maxValue(90)
  retentionDays: int
}

@export()
@description('How much telemetry is kept.')
type logOptions = {
  @description('Days that logs are kept.')
  @minValue(30)
  @maxValue(730)
  retentionDays: int

  @description('GB a day after which ingestion stops until the next day; -1 is no cap.')
  dailyQuotaGb: int
}

@export()
@description('What the alerts compare with.')
type alertThresholds = {
  @description('Oldest event not yet saved, by partition, seconds.')
  lagSeconds: int

  @description('Rejected events of all events, per cent.')
  rejectedPercent: int

  @description('How long the oldest closed hour may wait for its correlation, seconds.')
  watermarkAgeSeconds: int

  @description('95th percentile of the verdict API\'s answers, milliseconds.')
  verdictMilliseconds: int

  @description('Whether silence on the hub is a fault: true if calls come at every hour of the day.')
  expectTraffic: bool
}

@export()
@description('A container whose blobs are deleted by age.')
type expiringContainer = {
  @description('Name of the container.')
  name: string

  @description('Days after its creation at which a blob is deleted; null keeps it.')
  retentionDays: int?
}
