using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Operations;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Reports.Console;

/// <summary>One cluster: its case, its members page by page, and what can be decided.</summary>
public sealed record ClusterModel(ConsoleContext Context, CaseModel Case)
{
    /// <summary>Members of a page.</summary>
    public const int PageSize = 100;

    public Cluster Cluster => Case.Cluster;

    public required bool Simulated { get; init; }

    /// <summary>How many members have each level and action now, the strongest first.</summary>
    public required IReadOnlyList<StandingCount> Standings { get; init; }

    /// <summary>One page of the members: the strongest action first, then by account.</summary>
    public required IReadOnlyList<StandingVerdict> Members { get; init; }

    /// <summary>The page; the first is 1.</summary>
    public required int Page { get; init; }

    /// <summary>The decisions on the cluster, the latest first.</summary>
    public required IReadOnlyList<DecisionRecord> Decisions { get; init; }

    /// <summary>What can be decided now.</summary>
    public required IReadOnlyList<DecisionKind> Choices { get; init; }

    /// <summary>Who works on it.</summary>
    public required CaseWork Work { get; init; }

    /// <summary>Whether its accounts' answers are marked.</summary>
    public required ClusterMarks Marks { get; init; }

    /// <summary>What recorded attribution tests say of it.</summary>
    public required ClusterAudits Audits { get; init; }

    /// <summary>The operation that it is part of; null if it is part of none.</summary>
    public required Operation? Operation { get; init; }

    /// <summary>The decision that was just made; null if none was.</summary>
    public DecisionRecord? Made { get; init; }

    /// <summary>The worst cluster that still waits, once a decision was made; null before, and if none waits.</summary>
    public Cluster? Next { get; init; }

    public int Pages => Math.Max(1, (Cluster.Size + PageSize - 1) / PageSize);
}

/// <summary>How many accounts have a level and an action.</summary>
public sealed record StandingCount(VerdictLevel Level, VerdictAction Action, int Accounts)
{
    /// <summary>How many of these have each level and action, the strongest first.</summary>
    public static IReadOnlyList<StandingCount> Of(IEnumerable<StandingVerdict> members) =>
        [
            .. members
                .GroupBy(m => (m.Verdict.Level, m.Verdict.Action))
                .Select(g => new StandingCount(g.Key.Level, g.Key.Action, g.Count()))
                .OrderByDescending(s => s.Level)
                .ThenByDescending(s => s.Action),
        ];

    /// <summary>Counts in a sentence.</summary>
    public static string Listed(IEnumerable<StandingCount> counts) =>
        string.Join(", ", counts.Select(s => $"{Shown.Number(s.Accounts)} {Shown.Words(s.Level.Name())}: {s.Action.Name()}"));
}
