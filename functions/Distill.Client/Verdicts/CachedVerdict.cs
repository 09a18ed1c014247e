using Distill.Contracts.Verdicts;

namespace Distill.Client.Verdicts;

/// <summary>What the cache knows of an account. <c>default</c> stands for an account of which it knows nothing: it may go on.</summary>
public readonly struct CachedVerdict
{
    private readonly PackedVerdict _packed;
    private readonly State _state;

    internal CachedVerdict(in PackedVerdict packed, string? cluster, bool isOpen, bool isStale)
    {
        this._packed = packed;
        Cluster = cluster;
        _state = State.Listed | (isOpen || packed.Simulated ? State.Open : 0) | (isStale ? State.Stale : 0);
    }

    internal CachedVerdict(bool isStale, bool isUnavailable) => _state = (isStale ? State.Stale : 0) | (isUnavailable ? State.Unavailable : 0);

    [Flags]
    private enum State : byte
    {
        Listed = 1,
        Open = 2,
        Stale = 4,
        Unavailable = 8,
    }

    /// <summary>True when the service lists the account. It does not list accounts that are clear.</summary>
    public bool IsListed => (_state & State.Listed) != 0;

    public VerdictLevel Level => _packed.Level;

    /// <summary>The score, 0 to 100.</summary>
    public int Score => _packed.Score;

    /// <summary>What to do with the account. Simulation, expiry and staleness are already taken into account.</summary>
    public VerdictAction Action =>
        (_state & State.Unavailable) != 0 ? VerdictAction.Block
        : (_state & State.Open) != 0 ? VerdictAction.Allow
        : _packed.Action;

    /// <summary>True when the service only tries the verdict out. <see cref="Action"/> is then to allow.</summary>
    public bool IsSimulated => _packed.Simulated;

    public string? Cluster { get; }

    /// <summary>When the account was first flagged, to the second.</summary>
    public DateTimeOffset? FirstFlaggedAt => _packed.FirstFlagged;

    /// <summary>When the verdict ends by itself, to the second.</summary>
    public DateTimeOffset? Expires => _packed.Expires;

    /// <summary>True when the cache has been out of step with the service for longer than <see cref="VerdictCacheOptions.StaleAfter"/>.</summary>
    public bool IsStale => (_state & State.Stale) != 0;

    /// <summary>True when the cache is stale, has no verdict, and the policy is <see cref="StalePolicy.FailClosed"/>.</summary>
    public bool IsUnavailable => (_state & State.Unavailable) != 0;
}
