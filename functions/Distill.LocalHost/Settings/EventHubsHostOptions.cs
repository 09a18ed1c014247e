namespace Distill.LocalHost.Settings;

/// <summary>host.json's extensions.eventHubs. Names and defaults are the real extension's, except for the times of load balancing.</summary>
internal sealed record EventHubsHostOptions
{
    /// <summary>The most events of one run, 1 or more.</summary>
    public int MaxEventBatchSize { get; init; } = 100;

    /// <summary>How many events a run waits for, up to <see cref="MaxWaitTime"/>. With 1, it runs at once with the events that are there.</summary>
    public int MinEventBatchSize { get; init; } = 1;

    /// <summary>How long a run waits for the minimum number of events, from its first event on. Up to 10 minutes.</summary>
    public TimeSpan MaxWaitTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The number of batches of a partition after which a checkpoint is written, 1 or more.</summary>
    public int BatchCheckpointFrequency { get; init; } = 1;

    /// <summary>How many events are fetched ahead for a partition, 1 or more. At least a whole batch is fetched in any case.</summary>
    public int PrefetchCount { get; init; } = 300;

    public InitialOffset Initial { get; init; } = InitialOffset.Start;

    /// <summary>
    /// How often a host renews its partitions and looks for more. In Azure it is 30 s. Here it is shorter, so that a dead host is replaced within
    /// seconds.
    /// </summary>
    public TimeSpan LoadBalancingUpdateInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after its last renewal a partition is free for other hosts. In Azure it is 2 minutes.</summary>
    public TimeSpan PartitionOwnershipExpirationInterval { get; init; } = TimeSpan.FromSeconds(10);

    public ClientRetry ClientRetryOptions { get; init; } = new();
}
