using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Newcomers;

/// <summary>The suspect clusters of one operation that a run found, or an earlier run.</summary>
/// <param name="Clusters">The clusters, ordered.</param>
/// <param name="Accounts">How many members the run found in them. 0 if an earlier run found them.</param>
/// <param name="Framings">The framings of all of them.</param>
internal sealed record FoundOperation(IReadOnlyList<ClusterId> Clusters, int Accounts, IReadOnlyDictionary<FramingKey, Framing> Framings)
{
    // Share of a cluster's accounts that must use a framing, so that it is the cluster's. A cluster that was found by its means has no framings
    // otherwise, and one that was found by some of its framings not the others. Only exact framings are added: one that is also known by its word
    // pairs would count twice.
    private const int FramingOneIn = 20;

    /// <summary>Lists the operations, ordered by their first cluster.</summary>
    /// <param name="findings">The run's findings.</param>
    /// <param name="clusters">Their clusters, in the same order, each suspect one with its operation.</param>
    /// <param name="population">All accounts.</param>
    /// <param name="matches">What each account uses of the families of framings.</param>
    public static IReadOnlyList<FoundOperation> Of(
        IReadOnlyList<Finding> findings,
        IReadOnlyList<Cluster> clusters,
        PopulationBaseline population,
        FramingMatches matches
    )
    {
        (Finding Finding, Cluster Cluster)[] suspects = [.. findings.Zip(clusters).Where(f => f.Second.Level >= VerdictLevel.Suspect)];
        var used = suspects.ToDictionary(f => f.Cluster.Id, f => UsedBy(f.Finding, population, matches));
        var wanted = used.Values.SelectMany(k => k).ToHashSet();
        var framings = new Dictionary<FramingKey, Framing>();
        foreach (var framing in matches.Library.Families.SelectMany(f => f.Framings).Where(f => f.Needed == 1 && wanted.Contains(f.Key)))
        {
            framings.TryAdd(framing.Key, framing);
        }

        return
        [
            .. suspects
                .GroupBy(f => f.Cluster.Operation!.Id)
                .Select(o => Of([.. o.OrderBy(f => f.Cluster.Id)], used, framings))
                .OrderBy(o => o.Clusters[0]),
        ];
    }

    /// <summary>
    /// Adds what the run before knew of operators. A run may find only a part of one, or none: its accounts may be silent, or of too many generations
    /// to fit into one group. What was flagged of it stays flagged, so its framings stay known, as long as flagged accounts of the lookback use them.
    /// </summary>
    /// <param name="found">The operations that this run found.</param>
    /// <param name="before">The operators of the run before.</param>
    /// <param name="flagged">The clusters on which verdicts rest.</param>
    public static IReadOnlyList<FoundOperation> WithEarlier(
        IReadOnlyList<FoundOperation> found,
        IReadOnlyList<KnownOperator> before,
        IReadOnlySet<ClusterId> flagged
    )
    {
        var all = found.ToList();
        var taken = found.SelectMany(o => o.Clusters).ToHashSet();
        foreach (var known in before)
        {
            ClusterId[] rest = [.. known.Clusters.Where(c => flagged.Contains(c) && taken.Add(c))];
            var at = all.FindIndex(0, found.Count, o => o.Clusters.Any(known.Clusters.Contains));
            if (at < 0 && rest.Length > 0)
            {
                all.Add(new FoundOperation(rest, 0, new SortedDictionary<FramingKey, Framing>()).With(known, []));
            }
            else if (at >= 0)
            {
                all[at] = all[at].With(known, rest);
            }
        }

        return all;
    }

    private FoundOperation With(KnownOperator known, ClusterId[] clusters)
    {
        var framings = new SortedDictionary<FramingKey, Framing>(Framings.ToDictionary());
        foreach (var framing in known.Framings)
        {
            framings.TryAdd(framing.Framing.Key, framing.Framing);
        }

        return this with
        {
            Clusters = [.. Clusters.Concat(clusters).Order()],
            Framings = framings,
        };
    }

    private static FoundOperation Of(
        (Finding Finding, Cluster Cluster)[] found,
        Dictionary<ClusterId, FramingKey[]> used,
        Dictionary<FramingKey, Framing> all
    )
    {
        var framings = new SortedDictionary<FramingKey, Framing>();
        foreach (var framing in found.SelectMany(f => f.Finding.Group.Family?.Framings ?? []))
        {
            framings.TryAdd(framing.Key, framing);
        }

        foreach (var key in found.SelectMany(f => used[f.Cluster.Id]).Where(all.ContainsKey))
        {
            framings.TryAdd(key, all[key]);
        }

        return new FoundOperation([.. found.Select(f => f.Cluster.Id)], found.Sum(f => f.Cluster.Accounts.Count), framings);
    }

    // The framings that enough members of a cluster use.
    private static FramingKey[] UsedBy(Finding finding, PopulationBaseline population, FramingMatches matches) =>
        [
            .. finding
                .Group.Members.SelectMany(m => matches.Uses[population.IndexOf(m.Profile)].SelectMany(u => u.Framings).Distinct())
                .CountBy(k => k)
                .Where(k => FramingOneIn * k.Value >= finding.Group.Members.Count)
                .Select(k => k.Key),
        ];
}
