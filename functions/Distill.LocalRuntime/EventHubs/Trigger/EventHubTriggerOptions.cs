namespace Distill.LocalRuntime.EventHubs;

/// <summary>What one Event Hub trigger listens to, and how.</summary>
internal sealed record EventHubTriggerOptions
{
    /// <summary>The function's name, for the log.</summary>
    public required string Function { get; init; }

    /// <summary>The emulator's form or a real namespace's, with a key or a SharedAccessSignature.</summary>
    public required string ConnectionString { get; init; }

    public required string EventHub { get; init; }

    public string ConsumerGroup { get; init; } = Hubs.DefaultGroup;

    /// <summary>The folder for checkpoints: a file per namespace, hub, group and partition.</summary>
    public required string CheckpointPath { get; init; }

    public EventHubsHostOptions Host { get; init; } = new();

    public RetryPolicy Retry { get; init; } = RetryPolicy.None;

    /// <summary>How long running batches may go on after a stop before their token is cancelled.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The first wait before connecting again; it doubles up to <see cref="MostReconnectDelay"/>.</summary>
    public TimeSpan LeastReconnectDelay { get; init; } = TimeSpan.FromMilliseconds(250);

    public TimeSpan MostReconnectDelay { get; init; } = TimeSpan.FromSeconds(10);
}
