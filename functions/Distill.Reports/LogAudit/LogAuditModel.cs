using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Reports.Parts;

namespace Distill.Reports.LogAudit;

/// <summary>The report of a log audit.</summary>
public sealed record LogAuditModel
{
    /// <summary>The most flagged clusters that are shown whole. The others are rows of the first table.</summary>
    public const int MostWhole = 20;

    /// <summary>The most rows of the table of clusters.</summary>
    public const int MostRows = 200;

    /// <summary>The most groups that are shown as examined and cleared.</summary>
    public const int MostCleared = 20;

    /// <summary>The most members of a cluster that are listed.</summary>
    public const int MostMembers = 40;

    /// <summary>The answer in one sentence; null if the logs can bear none and nothing was found.</summary>
    public required string? Answer { get; init; }

    /// <summary>Why the logs can't bear an answer. Empty when they can.</summary>
    public required IReadOnlyList<string> Shortfalls { get; init; }

    /// <summary>What was read, in figures.</summary>
    public required IReadOnlyList<(string Name, string Value)> Figures { get; init; }

    /// <summary>The flagged clusters: what took the most first. Those from <see cref="MostWhole"/> on are not shown whole.</summary>
    public required IReadOnlyList<AuditedCluster> Flagged { get; init; }

    /// <summary>The groups that were examined and are not flagged, the largest first.</summary>
    public required IReadOnlyList<AuditedCluster> Cleared { get; init; }

    /// <summary>All accounts by level, the surest first.</summary>
    public required IReadOnlyList<(VerdictLevel Level, long Accounts)> Levels { get; init; }

    /// <summary>What the logs could not tell.</summary>
    public required IReadOnlyList<PlainTableModel> Quality { get; init; }

    /// <summary>What was read, and how.</summary>
    public required IReadOnlyList<PlainTableModel> Method { get; init; }

    /// <summary>How far back each run looked, in hours.</summary>
    public required int LookbackHours { get; init; }

    /// <summary>How many runs were made.</summary>
    public required int Runs { get; init; }

    /// <summary>The thresholds of the rule.</summary>
    public required RuleFigures Rule { get; init; }
}

/// <summary>The thresholds by which a group is flagged, all as weights.</summary>
/// <param name="Evidence">From this weight on a kind of evidence counts.</param>
/// <param name="Cap">The most that one kind adds.</param>
/// <param name="Suspect">The sum that makes a suspect.</param>
public readonly record struct RuleFigures(double Evidence, double Cap, double Suspect);

/// <summary>A cluster of the report.</summary>
/// <param name="Case">Its case.</param>
/// <param name="Members">Its members' verdicts, the surest first: at most <see cref="LogAuditModel.MostMembers"/>.</param>
public sealed record AuditedCluster(CaseModel Case, IReadOnlyList<StandingVerdict> Members)
{
    public Cluster Cluster => Case.Cluster;

    public ClusterId Id => Cluster.Id;

    /// <summary>What was taken first: money if prices are known, then tokens and calls.</summary>
    public static IReadOnlyList<AuditedCluster> Ranked(IEnumerable<AuditedCluster> clusters) =>
        [
            .. clusters
                .OrderByDescending(c => c.Case.Cost?.Amount ?? 0)
                .ThenByDescending(c => c.Cluster.OutputTokens)
                .ThenByDescending(c => c.Cluster.Calls)
                .ThenBy(c => c.Id),
        ];
}

/// <summary>A table, with a sentence before it.</summary>
/// <param name="Says">The sentence.</param>
/// <param name="Columns">The headings; empty if there is only the sentence.</param>
/// <param name="Rows">The rows. A number is shown at the right.</param>
public sealed record PlainTableModel(string Says, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<object>> Rows)
{
    public static PlainTableModel Sentence(string says) => new(says, [], []);
}
