using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Operations;

namespace Distill.Reports.Words;

/// <summary>An operation in sentences.</summary>
public static class OperationWords
{
    /// <summary>Says how much it is, what ties it, and what was taken.</summary>
    public static string Of(Operation operation, TimeSpan lookback)
    {
        var size = $"{Shown.Count(operation.Clusters.Count, "cluster")} with {Shown.Count(operation.Accounts, "account")}";
        string[] found = [.. operation.Ties.Where(t => t.Reason.Weight > 0).Select(t => TieWords.Of(t.Reason.Signal).Says).Distinct()];
        var ties =
            operation.Clusters.Count == 1 ? $"{size} by itself: nothing ties it to another one"
            : found.Length == 0 ? $"{size} were tied before, and stay one case"
            : $"{size} are most likely one operator's: they {Shown.Listed(found)}";
        return $"{ties}. {CaseSentence.Taken(Total(operation), lookback)}";
    }

    /// <summary>What speaks against it: facts first, then which innocent customers look the same.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="members">What is known of its members.</param>
    public static IReadOnlyList<string> Against(Operation operation, MemberFacts members)
    {
        string?[] all =
        [
            "An operation makes nobody suspect: each of its clusters is flagged for its own evidence.",
            operation.IsDissolved ? "The last run found none of its clusters again." : null,
            .. Counterevidence.Of(members),
            .. operation.Against.Select(t =>
                t.Clusters < operation.Clusters.Count ? $"{t.Reason.Detail} (said of {Shown.Count(t.Clusters, "cluster")})" : t.Reason.Detail
            ),
            .. operation.Ties.Select(t => TieWords.Of(t.Reason.Signal).Innocent).Distinct(),
        ];
        return [.. all.Where(s => !string.IsNullOrEmpty(s)).Select(s => s!)];
    }

    /// <summary>What to do, in order.</summary>
    public static IReadOnlyList<string> Advice(Operation operation) =>
        operation.Clusters.Count == 1
            ? ["Decide on its cluster. If another cluster joins later, it is open."]
            :
            [
                "Look at the clusters one by one, the weakest too. If one of them is innocent, dismiss that cluster first.",
                "Then decide on the operation as a whole, so that no cluster is warned by what happens to another.",
                operation.Level == VerdictLevel.Confirmed
                    ? "A cluster that joins later is open: come back when it does."
                    : "If you are not sure, ask the members for a verification. It costs an honest customer little, and an operator much.",
            ];

    /// <summary>All of its clusters as one, for sums.</summary>
    public static Cluster Total(Operation operation) =>
        operation.Clusters[0] with
        {
            Level = operation.Level,
            LastSeen = operation.LastSeen,
            Calls = operation.Calls,
            InputTokens = operation.Clusters.Sum(c => c.InputTokens),
            OutputTokens = operation.Clusters.Sum(c => c.OutputTokens),
            Models = Sum(operation, c => c.Models),
            Platforms = Sum(operation, c => c.Platforms),
            Resellers = Sum(operation, c => c.Resellers),
        };

    private static Dictionary<string, long> Sum(Operation operation, Func<Cluster, IReadOnlyDictionary<string, long>> of)
    {
        var sums = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var (name, calls) in operation.Clusters.SelectMany(of))
        {
            sums[name] = sums.GetValueOrDefault(name) + calls;
        }

        return sums;
    }
}
