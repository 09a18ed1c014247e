using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Core.Decisions;

/// <summary>What an analyst decided on a cluster: who, when, why, until when, and on what evidence.</summary>
public sealed record ClusterDecision
{
    public required string Id { get; init; }

    /// <summary>Grows with every decision and override: of two the later one counts.</summary>
    public required long Number { get; init; }

    public required DecisionKind Kind { get; init; }

    /// <summary>The cluster as it was when it was decided on.</summary>
    public required Cluster On { get; init; }

    /// <summary>The action that a confirmation asks for.</summary>
    public required VerdictAction Action { get; init; }

    /// <summary>Fingerprint of the request that asked for it, to tell a repetition from another request; null where none did.</summary>
    public string? Request { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>From when on it no longer stands; null: until another decision.</summary>
    public DateTimeOffset? Expires { get; init; }

    public ClusterId Cluster => On.Id;

    /// <summary>Whether it is about shadow mode, which stands beside all else that is decided.</summary>
    public bool IsShadow => Kind is DecisionKind.Shadow or DecisionKind.Unshadow;

    public bool HoldsAt(DateTimeOffset time) => Expires is not { } expires || time < expires;
}

/// <summary>What can be decided on a cluster.</summary>
public enum DecisionKind
{
    /// <summary>It is what it seems: every member is confirmed.</summary>
    Confirm,

    /// <summary>It is not: every member is clear, until the decision ends or there is materially more evidence.</summary>
    Dismiss,

    /// <summary>Every member is to be banned at one time: all are blocked.</summary>
    BanPlan,

    /// <summary>Verdicts on members are simulated.</summary>
    Shadow,

    /// <summary>They no longer are.</summary>
    Unshadow,

    /// <summary>Whatever was decided no longer stands; the correlation speaks again.</summary>
    Reopen,
}
