namespace Distill.Client.Verdicts;

/// <summary>How a <see cref="VerdictCache"/> does.</summary>
public sealed record FeedStatus
{
    /// <summary>Accounts that the service has something to say of.</summary>
    public int Listed { get; init; }

    /// <summary>When the cache last knew all that the service knew; null when it never did.</summary>
    public DateTimeOffset? InStep { get; init; }

    /// <summary>How long ago that was; <see cref="TimeSpan.MaxValue"/> when it never did.</summary>
    public TimeSpan Staleness { get; init; }

    /// <summary>True when that is longer than <see cref="VerdictCacheOptions.StaleAfter"/>.</summary>
    public bool IsStale { get; init; }

    /// <summary>Why the last try to reach the service failed; null when it did not.</summary>
    public string? Fault { get; init; }

    /// <summary>Verdicts received since the start.</summary>
    public long Received { get; init; }

    /// <summary>Verdicts among them that this version of the client could not read; they changed nothing.</summary>
    public long Unreadable { get; init; }

    /// <summary>Snapshots begun: 1 is a start, more are cursors that the service did not know any more.</summary>
    public int Snapshots { get; init; }
}
