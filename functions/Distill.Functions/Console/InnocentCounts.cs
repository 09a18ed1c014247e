using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Reports.Console;
using Distill.Reports.Words;

namespace Distill.Functions.Console;

/// <summary>How much of what was flagged turned out innocent: people dismissed its cluster, or the customer passed a verification.</summary>
internal sealed class InnocentCounts
{
    /// <summary>By kind of evidence that counted, what flagged the most accounts first.</summary>
    public required IReadOnlyList<InnocentShare> OfKinds { get; init; }

    /// <summary>Of all flagged clusters.</summary>
    public required InnocentShare OfAll { get; init; }

    /// <summary>Watched groups of which an open owner explains what they share.</summary>
    public required (int Groups, int Accounts) Explained { get; init; }

    /// <param name="state">Everything published.</param>
    /// <param name="threshold">The weight from which on a kind of evidence counts.</param>
    public static InnocentCounts Of(ConsoleState state, double threshold)
    {
        var flagged = Flagged(state).Select(c => (c.Cluster, One: Count(state, c.Cluster, c.IsDismissed))).ToArray();
        var explained = state
            .Clusters.Values.Where(c => c.Level < VerdictLevel.Suspect && c.Evidence.ContainsKey(EvidenceWords.Explanation))
            .ToArray();
        return new InnocentCounts
        {
            OfKinds =
            [
                .. flagged
                    .SelectMany(c => EvidenceWords.Of(c.Cluster).Where(e => e.Weight >= threshold).Select(e => c.One with { Kind = e.Words.Kind }))
                    .GroupBy(one => one.Kind, Sum)
                    .OrderByDescending(kind => kind.Accounts)
                    .ThenBy(kind => kind.Kind, StringComparer.Ordinal),
            ],
            OfAll = Sum("", flagged.Select(c => c.One)),
            Explained = (explained.Length, explained.Sum(c => c.Size)),
        };
    }

    // Clusters that are flagged, and those on which people decided: of one that is gone, as it was then.
    private static IEnumerable<(Cluster Cluster, bool IsDismissed)> Flagged(ConsoleState state) =>
        state
            .Clusters.Values.Concat(
                state
                    .Ledger.Decisions.Where(d => !d.IsShadow && !state.Clusters.ContainsKey(d.Cluster))
                    .GroupBy(d => d.Cluster)
                    .Select(own => own.MaxBy(d => d.Number)!.On)
            )
            .Where(c => c.Level >= VerdictLevel.Suspect)
            .Select(c => (c, state.Standing.Of(c.Id).State is { Kind: DecisionKind.Dismiss }));

    private static InnocentShare Count(ConsoleState state, Cluster cluster, bool isDismissed) =>
        isDismissed
            ? new InnocentShare("", 1, cluster.Size, Passed: 0, Dismissed: 1, cluster.Size)
            : new InnocentShare("", 1, cluster.Size, state.View.CountPassed(cluster.Everyone), Dismissed: 0, 0);

    private static InnocentShare Sum(string kind, IEnumerable<InnocentShare> all) =>
        all.Aggregate(
            new InnocentShare(kind, 0, 0, 0, 0, 0),
            (sum, one) =>
                new InnocentShare(
                    kind,
                    sum.Clusters + one.Clusters,
                    sum.Accounts + one.Accounts,
                    sum.Passed + one.Passed,
                    sum.Dismissed + one.Dismissed,
                    sum.DismissedAccounts + one.DismissedAccounts
                )
        );
}
