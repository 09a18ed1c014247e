using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Says of each suspect cluster which operation it is part of. An operation keeps its id and its clusters from run to run.</summary>
/// <remarks>
/// No verdict of a run follows from it. Only clusters that are suspect by themselves are part of an operation. One that was part before stays for as
/// long as it is at least watched: what tied it may have left the lookback. It is known by its accounts, so a cluster that splits stays
/// in the operation.
/// </remarks>
internal static class OperationReport
{
    // One in this many accounts of a cluster must have been in an operation, so that the cluster stays in it.
    private const int StaysOneIn = 2;

    /// <summary>Returns the clusters, each with its part in an operation.</summary>
    /// <param name="clusters">The run's clusters, ordered by id.</param>
    /// <param name="previous">The clusters of the run before.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="uses">What each account uses of the families of framings, in the population's order.</param>
    /// <param name="run">The run's hour, and thresholds and weights.</param>
    public static IReadOnlyList<Cluster> Of(
        IReadOnlyList<Cluster> clusters,
        IReadOnlyList<Cluster> previous,
        PopulationBaseline population,
        IReadOnlyList<FamilyUse[]> uses,
        (Hour Hour, DetectionOptions Options) run
    )
    {
        var known = Known(previous);
        var before = clusters.Select(c => OperationBefore(c, known)).ToArray();
        int[] suspects =
        [
            .. Enumerable
                .Range(0, clusters.Count)
                .Where(i => clusters[i].Level >= VerdictLevel.Suspect || (before[i] is not null && clusters[i].Level >= VerdictLevel.Watch)),
        ];
        var parts = new Parts(population, uses, [.. suspects.Select(i => AccountsOf(clusters[i], population))]);
        var (found, ties) = new OperationSearch(population, run.Options).Find(parts);
        var sets = new DisjointSets<int>();
        for (var i = 0; i < suspects.Length; i++)
        {
            sets.Join(i, found[i]);
        }

        foreach (var held in Enumerable.Range(0, suspects.Length).Where(i => before[suspects[i]] is not null).GroupBy(i => before[suspects[i]]))
        {
            foreach (var i in held)
            {
                sets.Join(held.First(), i);
            }
        }

        int[][] operations = [.. sets.Groups().Select(g => g.Order().ToArray()).OrderBy(g => g[0])];
        var ids = HeldIds.Assign(
            [.. operations.Select(o => (IReadOnlyList<AccountId>)[.. o.SelectMany(i => clusters[suspects[i]].Everyone).Order()])],
            known.GroupBy(k => k.Value.Id, k => k.Key).Select(o => (o.Key, (IReadOnlyList<AccountId>)[.. o.Order()])),
            first => OperationId.Of(run.Hour, first)
        );
        var parted = previous.ToDictionary(c => c.Id, c => c.Operation);
        var firstSeen = known.Values.DistinctBy(o => o.Id).ToDictionary(o => o.Id, o => o.FirstSeen);
        var result = clusters.Select(c => c.Operation is null ? c : c with { Operation = null }).ToArray();
        for (var operation = 0; operation < operations.Length; operation++)
        {
            foreach (var i in operations[operation])
            {
                var cluster = result[suspects[i]];
                result[suspects[i]] = cluster with
                {
                    Operation = PartOf(parted.GetValueOrDefault(cluster.Id), ties[i], operations[operation].Length > 1) with
                    {
                        Id = ids[operation],
                        FirstSeen = firstSeen.GetValueOrDefault(ids[operation], run.Hour.End),
                    },
                };
            }
        }

        return result;
    }

    // The operation of each account, as of the run before.
    private static Dictionary<AccountId, OperationPart> Known(IReadOnlyList<Cluster> previous)
    {
        var known = new Dictionary<AccountId, OperationPart>();
        foreach (var cluster in previous.Where(c => c.Operation is not null))
        {
            foreach (var account in cluster.Everyone)
            {
                known[account] = cluster.Operation!;
            }
        }

        return known;
    }

    // The operation of which most of the cluster's accounts were, if that is half of them.
    private static OperationId? OperationBefore(Cluster cluster, Dictionary<AccountId, OperationPart> known)
    {
        var most = cluster
            .Everyone.Where(known.ContainsKey)
            .CountBy(a => known[a].Id)
            .OrderByDescending(o => o.Value)
            .ThenBy(o => o.Key)
            .FirstOrDefault();
        return StaysOneIn * most.Value >= cluster.Size && most.Value > 0 ? most.Key : null;
    }

    private static int[] AccountsOf(Cluster cluster, PopulationBaseline population) =>
        [.. cluster.Accounts.Select(population.Find).Where(i => i >= 0).Order()];

    // What ties the cluster to the others: as this run found it, or else as an earlier run did.
    private static OperationPart PartOf(OperationPart? before, PartTies? ties, bool isJoined) =>
        new()
        {
            Id = default,
            FirstSeen = default,
            Ties =
                ties is not null ? ties.Reasons
                : !isJoined ? []
                : before is { Ties.Count: > 0 } ? before.Ties
                : [new Reason("operation_before", "Most of its accounts were part of the operation before.", 0)],
            Against = ties?.Against ?? (isJoined ? before?.Against : null) ?? [],
        };
}
