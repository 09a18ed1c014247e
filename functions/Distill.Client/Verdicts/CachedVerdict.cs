using Distill.Core.Verdicts;

namespace Distill.Client.Verdicts;

/// <summary>What the cache knows of an account. <c>default</c> is an account that nothing is known of: it may go on.</summary>
public readonly struct CachedVerdict
{
    readonly PackedVerdict packed;
    readonly State state;

    internal CachedVerdict(in PackedVerdict packed, string? cluster, bool isOpen, bool isStale)
    {
        this.packed = packed;
        Cluster = cluster;
        state = State.Listed | (isOpen || packed.Simulated ? State.Open : 0) | (isStale ? State.Stale : 0);
    }

    internal CachedVerdict(bool isStale, bool isUnavailable) => state = (isStale ? State.Stale : 0) | (isUnavailable ? State.Unavailable : 0);

    [Flags]
    enum State : byte
    {
        Listed = 1,
        Open = 2,
        Stale = 4,
        Unavailable = 8,
    }

    /// <summary>True when the service has something to say of the account. Accounts that are clear are not listed.</summary>
    public bool IsListed => (state & State.Listed) != 0;

    public VerdictLevel Level => packed.Level;

    /// <summary>0 to 100.</summary>
    public int Score => packed.Score;

    /// <summary>What to do: simulation, expiry and staleness are accounted for.</summary>
    public VerdictAction Action => (state & State.Unavailable) != 0 ? VerdictAction.Block : (state & State.Open) != 0 ? VerdictAction.Allow : packed.Action;

    /// <summary>True when the service only tries the verdict out; <see cref="Action"/> is to allow then.</summary>
    public bool IsSimulated => packed.Simulated;

    public string? Cluster { get; }

    /// <summary>To the second.</summary>
    public DateTimeOffset? FirstFlaggedAt => packed.FirstFlagged;

    /// <summary>When the verdict ends by itself; to the second.</summary>
    public DateTimeOffset? Expires => packed.Expires;

    /// <summary>True when the cache has not been in step with the service for longer than <see cref="VerdictCacheOptions.StaleAfter"/>.</summary>
    public bool IsStale => (state & State.Stale) != 0;

    /// <summary>True when nothing is known because the service is away, and <see cref="StalePolicy.FailClosed"/> is the policy.</summary>
    public bool IsUnavailable => (state & State.Unavailable) != 0;
}
