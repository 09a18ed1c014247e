using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Core.Decisions;

/// <summary>What an analyst decided about a cluster: by whom, when, why, until when, and on what evidence.</summary>
public sealed record ClusterDecision
{
    /// <summary>Names the author when the correlation itself reopens a cluster.</summary>
    public const string Correlation = "the correlation";

    public required string Id { get; init; }

    /// <summary>Grows with every decision and override. Of two, the one with the larger number counts.</summary>
    public required long Number { get; init; }

    public required DecisionKind Kind { get; init; }

    /// <summary>The cluster at the time of the decision.</summary>
    public required Cluster On { get; init; }

    /// <summary>
    /// The operation that was decided on as a whole; null for a decision on the cluster alone. Decisions on its clusters have one id and one number.
    /// </summary>
    public OperationId? Operation { get; init; }

    /// <summary>The action that a confirmation asks for.</summary>
    public required VerdictAction Action { get; init; }

    /// <summary>Fingerprint of the request that made it, to tell a repeated request from another. Null when no request did.</summary>
    public string? Request { get; init; }

    public required string By { get; init; }

    public required string Why { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>When it ends. Null: when another decision ends it for good.</summary>
    public DateTimeOffset? Expires { get; init; }

    /// <summary>How many of its accounts had passed a verification when it was made. Null if nobody counted.</summary>
    public int? Passed { get; init; }

    public ClusterId Cluster => On.Id;

    /// <summary>True for decisions about shadow mode. They are independent of the other decisions.</summary>
    public bool IsShadow => Kind is DecisionKind.Shadow or DecisionKind.Unshadow;

    /// <summary>True when it says that the cluster is an operator's.</summary>
    public bool IsConfirmation => Kind is DecisionKind.Confirm or DecisionKind.BanPlan;

    /// <summary>True when nobody asked for it: there was materially more evidence than was dismissed.</summary>
    public bool IsByCorrelation => Kind == DecisionKind.Reopen && Request is null && By == Correlation;

    /// <summary>True when it has not ended by its term at a time.</summary>
    public bool HoldsAt(DateTimeOffset time) => Expires is not { } expires || time < expires;
}

/// <summary>What can be decided about a cluster.</summary>
public enum DecisionKind
{
    /// <summary>The cluster is an operator's: every member is confirmed.</summary>
    Confirm,

    /// <summary>
    /// The cluster is innocent: every member is clear, until the decision ends or there is materially more evidence. It ends earlier confirmations
    /// for good.
    /// </summary>
    Dismiss,

    /// <summary>All members are to be banned at one time: every member is blocked.</summary>
    BanPlan,

    /// <summary>The verdicts on members are simulated.</summary>
    Shadow,

    /// <summary>The verdicts on members are no longer simulated.</summary>
    Unshadow,

    /// <summary>
    /// Ends earlier decisions for good, except those on shadow mode; also those on other clusters, for the members of this one. The correlation
    /// decides again.
    /// </summary>
    Reopen,
}
