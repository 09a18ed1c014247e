namespace Distill.Client.Verdicts;

/// <summary>The state of a <see cref="VerdictCache"/>.</summary>
public sealed record FeedStatus
{
    /// <summary>The number of accounts that the service lists.</summary>
    public int Listed { get; init; }

    /// <summary>When the cache last knew all that the service knew; null if it never did.</summary>
    public DateTimeOffset? InStep { get; init; }

    /// <summary>The time since <c>InStep</c>; <see cref="TimeSpan.MaxValue"/> if the cache was never in step.</summary>
    public TimeSpan Staleness { get; init; }

    /// <summary>True when <c>Staleness</c> is longer than <see cref="VerdictCacheOptions.StaleAfter"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>Why the last request to the service failed; null if it succeeded.</summary>
    public string? Fault { get; init; }

    /// <summary>Verdicts received since the start.</summary>
    public long Received { get; init; }

    /// <summary>How many of the received verdicts this version of the client could not read. They changed nothing.</summary>
    public long Unreadable { get; init; }

    /// <summary>Snapshots begun. The first is usually a start. Each further one means that the service no longer knew the cursor.</summary>
    public int Snapshots { get; init; }
}
