using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Core.Decisions;

/// <summary>Keeps each cluster for as long as a verdict rests on it, also after it has dissolved.</summary>
internal static class RestingClusters
{
    /// <summary>Returns the run's clusters, and the dissolved ones on which verdicts rest, ordered by id.</summary>
    /// <param name="found">The clusters that this run found.</param>
    /// <param name="previous">The clusters of the run before.</param>
    /// <param name="verdicts">The run's verdicts.</param>
    /// <param name="now">The run's time.</param>
    public static IReadOnlyList<Cluster> Of(
        IReadOnlyList<Cluster> found,
        IReadOnlyList<Cluster> previous,
        IReadOnlyDictionary<AccountId, Verdict> verdicts,
        DateTimeOffset now
    )
    {
        var resting = verdicts
            .Values.Where(v => v is { Level: >= VerdictLevel.Watch, Cluster: not null })
            .GroupBy(v => v.Cluster!.Value, v => v.Account)
            .ToDictionary(g => g.Key, g => g.Order().ToArray());
        var ids = found.Select(c => c.Id).ToHashSet();
        return
        [
            .. found
                .Select(c => Held(c, resting.GetValueOrDefault(c.Id) ?? []))
                .Concat(previous.Where(c => !ids.Contains(c.Id) && resting.ContainsKey(c.Id)).Select(c => Dissolved(c, resting[c.Id], now)))
                .OrderBy(c => c.Id),
        ];
    }

    private static Cluster Held(Cluster cluster, AccountId[] resting)
    {
        AccountId[] held = [.. resting.Except(cluster.Accounts).Order()];
        return held.Length == 0 ? cluster : cluster with { Held = held };
    }

    private static Cluster Dissolved(Cluster cluster, AccountId[] resting, DateTimeOffset now) =>
        cluster with
        {
            Accounts = cluster.Accounts.SequenceEqual(resting) ? cluster.Accounts : resting,
            Held = null,
            IsDissolved = true,
            Timeline = cluster.IsDissolved
                ? cluster.Timeline
                : ClusterReport.Kept([.. cluster.Timeline, new TimelineEntry(now, "No longer found. The verdicts that rest on it stay.")]),
        };
}
