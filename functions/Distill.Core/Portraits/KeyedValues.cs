using Distill.Core.Clusters;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Portraits;

/// <summary>What a cluster's members share and hardly anyone else has, as keyed hashes for other providers.</summary>
internal static class KeyedValues
{
    // Fewest members that have a value. One account's own value is one person's, and matches nothing elsewhere.
    private const int MinMembers = 2;

    // Most holders of a value, for each member that has it: at least half of them must be the cluster's.
    private const int MostHolders = 2;

    // Most values of a kind, those of the most members first. A cluster of thousands has some hundred cards.
    private const int MostOfKind = 500;

    /// <summary>Returns the values of each finding, in the same order; ordered by kind and hash. Without a key there are none.</summary>
    public static IReadOnlyList<KeyedValue>[] Of(IReadOnlyList<Finding> findings, PopulationBaseline population, SharingKey? key)
    {
        if (key is null)
        {
            return [.. findings.Select(_ => Array.Empty<KeyedValue>())];
        }

        var framings = findings.Select(f => Framings(f.Group.Members.Select(m => m.Profile))).ToArray();
        var holders = FramingHolders.Count(population.Profiles, framings.SelectMany(f => f.Keys));
        return
        [
            .. findings.Zip(
                framings,
                (finding, own) =>
                    (IReadOnlyList<KeyedValue>)
                        [
                            .. Traits(finding, population)
                                .Select(t => (Kind: KnownElsewhere.KindOf(t.Trait.Kind), Hash: key.Of(t.Trait), t.Count))
                                .Concat(
                                    own.Where(f => holders[f.Key] <= MostHolders * f.Value)
                                        .Select(f => (Kind: KnownElsewhere.Framing, Hash: key.Of(f.Key), Count: f.Value))
                                )
                                .GroupBy(v => v.Kind, StringComparer.Ordinal)
                                .OrderBy(g => g.Key, StringComparer.Ordinal)
                                .SelectMany(g =>
                                    g.OrderByDescending(v => v.Count)
                                        .ThenBy(v => v.Hash, StringComparer.Ordinal)
                                        .Take(MostOfKind)
                                        .OrderBy(v => v.Hash, StringComparer.Ordinal)
                                )
                                .Select(v => new KeyedValue(v.Kind, v.Hash)),
                        ]
            ),
        ];
    }

    // Clients are left out: they are what software is called, and many use the same.
    private static IEnumerable<(Trait Trait, int Count)> Traits(Finding finding, PopulationBaseline population)
    {
        var counts = new Dictionary<Trait, int>();
        foreach (var member in finding.Group.Members)
        {
            foreach (var trait in member.Profile.Traits)
            {
                if (trait.Kind != TraitKind.Client)
                {
                    counts[trait] = counts.GetValueOrDefault(trait) + 1;
                }
            }
        }

        return counts.Where(c => c.Value >= MinMembers && population.CountOf(c.Key) <= MostHolders * c.Value).Select(c => (c.Key, c.Value));
    }

    private static Dictionary<FramingKey, int> Framings(IEnumerable<AccountProfile> members)
    {
        var counts = new Dictionary<FramingKey, int>();
        foreach (var member in members)
        {
            foreach (ref readonly var use in member.Framings)
            {
                counts[use.Key] = counts.GetValueOrDefault(use.Key) + 1;
            }
        }

        return counts.Where(c => c.Value >= MinMembers).ToDictionary(c => c.Key, c => c.Value);
    }
}
