using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;

namespace Distill.Reports.Words;

/// <summary>A cluster's case in one sentence or two, to be read aloud.</summary>
public static class CaseSentence
{
    /// <summary>Says who, why, what was taken, and since when.</summary>
    /// <param name="cluster">The cluster.</param>
    /// <param name="threshold">The weight from which on a kind of evidence counts.</param>
    /// <param name="lookback">How far back the run looked.</param>
    /// <param name="decided">The decision in force; null if nobody decided.</param>
    public static string Of(Cluster cluster, double threshold, TimeSpan lookback, CaseDecision? decided = null)
    {
        string[] found =
        [
            .. EvidenceWords.Of(cluster).Where(e => e.Weight >= threshold && EvidenceWords.Deciding.Contains(e.Words.Kind)).Select(e => e.Words.Says),
        ];
        var why = found.Length == 0 ? "" : $": they {Shown.Listed(found)}";
        var dismissed = decided is { Decision.Kind: DecisionKind.Dismiss }
            ? $"{char.ToUpperInvariant(decided.Words[0])}{decided.Words[1..]}. The correlation found: "
            : "";
        return $"{dismissed}{Shown.Count(cluster.Size, "account")} {Claim(cluster.Level)}{why}. {Taken(cluster, lookback)}";
    }

    /// <summary>What the members took as far back as the run looked.</summary>
    public static string Taken(Cluster cluster, TimeSpan lookback)
    {
        var model = MostUsed(cluster);
        var most = model.Length == 0 ? "" : $", {Shown.Percent(cluster.Models.Values.Max(), cluster.Calls)} of the calls to {model}";
        var took = $"{Shown.Rounded(cluster.OutputTokens)} output tokens in {Shown.Count(cluster.Calls, "call")}";
        return $"In the last {Shown.Span(lookback)} they took {took}{most}.";
    }

    /// <summary>The model with the most calls; empty if none is known.</summary>
    public static string MostUsed(Cluster cluster) =>
        cluster.Models.OrderByDescending(m => m.Value).ThenBy(m => m.Key, StringComparer.Ordinal).Select(m => Shown.Name(m.Key)).FirstOrDefault("");

    private static string Claim(VerdictLevel level) =>
        level switch
        {
            VerdictLevel.Confirmed => "act as one operator's",
            VerdictLevel.Suspect => "look like one operator's",
            _ => "have something in common",
        };
}
