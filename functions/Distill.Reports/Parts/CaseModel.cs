using Distill.Core.Clusters;
using Distill.Core.Portraits;
using Distill.Reports.Words;

namespace Distill.Reports.Parts;

/// <summary>The case of a cluster.</summary>
/// <param name="Cluster">The cluster.</param>
/// <param name="Threshold">The weight from which on a kind of evidence counts.</param>
/// <param name="Facts">What is known of its members.</param>
public sealed record CaseModel(Cluster Cluster, double Threshold, MemberFacts Facts)
{
    /// <summary>How far back the run looked.</summary>
    public required TimeSpan Lookback { get; init; }

    /// <summary>What happened, in order.</summary>
    public required IReadOnlyList<TimelineMark> Marks { get; init; }

    /// <summary>The decision in force on it; null if nobody decided.</summary>
    public CaseDecision? Decided { get; init; }

    /// <summary>What the members share; null if no run has painted it.</summary>
    public ShownPortrait? Portrait { get; init; }

    /// <summary>The calls over time; null if they are not known.</summary>
    public CallsOverTime? Calls { get; init; }

    /// <summary>What the tokens would have cost; null without prices.</summary>
    public Money? Cost { get; init; }

    /// <summary>The entries of a cluster's timeline and of its portrait as marks, in order, and those that a page adds.</summary>
    public static IReadOnlyList<TimelineMark> MarksOf(Cluster cluster, Portrait? portrait, params IEnumerable<TimelineMark> others) =>
        [
            .. cluster
                .Timeline.Select(t => new TimelineMark(t.Time, t.What, t.Accounts))
                .Concat((portrait?.Events ?? []).Select(e => new TimelineMark(e.Time, e.What)))
                .Concat(others)
                .OrderBy(m => m.Time),
        ];
}

/// <summary>Calls of a cluster's members and of all accounts, bar by bar.</summary>
/// <param name="From">When the first bar begins.</param>
/// <param name="Hours">How long a bar is, in hours.</param>
/// <param name="Members">The members' calls.</param>
/// <param name="All">All accounts' calls.</param>
public sealed record CallsOverTime(DateTimeOffset From, int Hours, IReadOnlyList<long> Members, IReadOnlyList<long> All)
{
    public static CallsOverTime Of(Portrait portrait) => new(portrait.From, 1, portrait.Calls, portrait.PopulationCalls);
}
