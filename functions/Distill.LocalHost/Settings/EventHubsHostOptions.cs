namespace Distill.LocalHost.Settings;

/// <summary>host.json's extensions.eventHubs, with the real extension's names. Its defaults too, except for the times of load balancing.</summary>
internal sealed record EventHubsHostOptions
{
    /// <summary>Events of one run at most, 1 or more.</summary>
    public int MaxEventBatchSize { get; init; } = 100;

    /// <summary>Events that a run waits for, up to <see cref="MaxWaitTime"/>. 1 runs at once with what is there.</summary>
    public int MinEventBatchSize { get; init; } = 1;

    /// <summary>How long a run waits for the minimum number of events after its first, up to 10 minutes.</summary>
    public TimeSpan MaxWaitTime { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A checkpoint after this many batches of a partition, 1 or more.</summary>
    public int BatchCheckpointFrequency { get; init; } = 1;

    /// <summary>Events fetched ahead for a partition, 1 or more. Never fewer than a batch takes.</summary>
    public int PrefetchCount { get; init; } = 300;

    public InitialOffset Initial { get; init; } = InitialOffset.Start;

    /// <summary>
    /// How often a host renews what it owns and looks for more. In Azure 30 s; here a host that died is to be replaced within
    /// seconds.
    /// </summary>
    public TimeSpan LoadBalancingUpdateInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>After this long without renewal a partition is free for other hosts. In Azure 2 minutes.</summary>
    public TimeSpan PartitionOwnershipExpirationInterval { get; init; } = TimeSpan.FromSeconds(10);

    public ClientRetry ClientRetryOptions { get; init; } = new();
}
