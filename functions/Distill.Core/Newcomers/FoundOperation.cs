using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Profiles;

namespace Distill.Core.Newcomers;

/// <summary>The suspect clusters that a run found of one operation.</summary>
/// <param name="Clusters">The clusters, ordered.</param>
/// <param name="Accounts">How many members they have.</param>
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
