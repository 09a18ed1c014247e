using Azure.Messaging.EventHubs;

namespace Distill.LocalHost.Settings;

/// <summary>
/// host.json's clientRetryOptions, with the real extension's names. The defaults are shorter, because a local endpoint is soon back.
/// </summary>
internal sealed record ClientRetry
{
    public EventHubsRetryMode Mode { get; init; } = EventHubsRetryMode.Exponential;

    /// <summary>How long one try may take. A receiver also waits this long for an event before it asks again.</summary>
    public TimeSpan TryTimeout { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan Delay { get; init; } = TimeSpan.FromMilliseconds(200);

    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(5);

    public int MaximumRetries { get; init; } = 3;

    public EventHubsRetryOptions ToOptions() =>
        new()
        {
            Mode = Mode,
            TryTimeout = TryTimeout,
            Delay = Delay,
            MaximumDelay = MaximumDelay,
            MaximumRetries = MaximumRetries,
        };
}
