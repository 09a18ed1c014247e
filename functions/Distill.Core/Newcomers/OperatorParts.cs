using System.Runtime.InteropServices;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Newcomers;

/// <summary>Suspect clusters that are one operator's, as far as their framings, cards and devices tell.</summary>
/// <param name="Clusters">The clusters, ordered.</param>
/// <param name="Accounts">How many members they have.</param>
/// <param name="Framings">The framings of all of them.</param>
internal sealed record OperatorParts(IReadOnlyList<ClusterId> Clusters, int Accounts, IReadOnlyDictionary<FramingKey, Framing> Framings)
{
    /// <summary>Joins clusters that share a framing, a card or a device. Each framing is then one operator's.</summary>
    public static IReadOnlyList<OperatorParts> Join(IReadOnlyList<(Finding Finding, Cluster Cluster)> suspects, PopulationBaseline population)
    {
        var sets = new DisjointSets<int>();
        var (framings, means) = (new Dictionary<FramingKey, int>(), new Dictionary<Trait, int>());
        for (var i = 0; i < suspects.Count; i++)
        {
            sets.Root(i);
            foreach (var framing in suspects[i].Finding.Group.Family?.Framings ?? [])
            {
                Tie(framings, framing.Key, i, sets);
            }

            foreach (var member in suspects[i].Finding.Group.Members)
            {
                foreach (ref readonly var trait in member.Profile.Traits)
                {
                    if (Profiles.Means.CanTie(population, trait))
                    {
                        Tie(means, trait, i, sets);
                    }
                }
            }
        }

        return [.. sets.Groups().Select(g => Of([.. g.Order().Select(i => suspects[i])])).OrderBy(o => o.Clusters[0])];
    }

    private static void Tie<T>(Dictionary<T, int> first, T value, int suspect, DisjointSets<int> sets)
        where T : notnull
    {
        ref var known = ref CollectionsMarshal.GetValueRefOrAddDefault(first, value, out var exists);
        if (exists)
        {
            sets.Join(known, suspect);
        }
        else
        {
            known = suspect;
        }
    }

    private static OperatorParts Of((Finding Finding, Cluster Cluster)[] suspects)
    {
        var framings = new SortedDictionary<FramingKey, Framing>();
        foreach (var framing in suspects.SelectMany(s => s.Finding.Group.Family?.Framings ?? []))
        {
            framings.TryAdd(framing.Key, framing);
        }

        return new OperatorParts([.. suspects.Select(s => s.Cluster.Id).Order()], suspects.Sum(s => s.Cluster.Accounts.Count), framings);
    }
}
