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
    /// <summary>Lists the operations, ordered by their first cluster.</summary>
    /// <param name="findings">The run's findings.</param>
    /// <param name="clusters">Their clusters, in the same order, each suspect one with its operation.</param>
    public static IReadOnlyList<FoundOperation> Of(IReadOnlyList<Finding> findings, IReadOnlyList<Cluster> clusters) =>
        [
            .. findings
                .Zip(clusters)
                .Where(f => f.Second.Level >= VerdictLevel.Suspect)
                .GroupBy(f => f.Second.Operation!.Id)
                .Select(o => Of([.. o.OrderBy(f => f.Second.Id)]))
                .OrderBy(o => o.Clusters[0]),
        ];

    private static FoundOperation Of((Finding Finding, Cluster Cluster)[] found)
    {
        var framings = new SortedDictionary<FramingKey, Framing>();
        foreach (var framing in found.SelectMany(f => f.Finding.Group.Family?.Framings ?? []))
        {
            framings.TryAdd(framing.Key, framing);
        }

        return new FoundOperation([.. found.Select(f => f.Cluster.Id)], found.Sum(f => f.Cluster.Accounts.Count), framings);
    }
}
