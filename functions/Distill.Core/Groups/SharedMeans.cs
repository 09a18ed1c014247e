using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Finds groups whose accounts pay with the same cards and signed up on the same devices: parts of one operator's work, though their framings differ.
/// </summary>
/// <remarks>
/// A value ties two groups when accounts of only the one and of only the other have it. Chance: each of n accounts has a value of d in N accounts
/// with probability d / N, so that two groups have about sum (1 - (1 - a/N)^d) (1 - (1 - b/N)^d) values in common; Poisson tail. And a fair part of
/// both groups must be tied: the few customers that a crowd has in common with a group make them no one's.
/// </remarks>
internal sealed class SharedMeans
{
    // Cards and devices in common: two may be a customer of both.
    private const int MinValues = 3;

    // Share of each group that they must tie.
    private const double MinTied = 0.5;

    // Of so many values in common, between two groups: a run compares some hundred thousand pairs of groups at most.
    private const double MaxChance = 1e-6;

    private readonly PopulationBaseline _population;
    private readonly SortedDictionary<int, int> _valuesByAccounts = [];

    public SharedMeans(PopulationBaseline population)
    {
        _population = population;
        foreach (var (trait, number) in population.Traits)
        {
            if (Means.IsMeans(trait) && Means.CanTie(population, number))
            {
                var accounts = population.CountOf(number);
                _valuesByAccounts[accounts] = _valuesByAccounts.GetValueOrDefault(accounts) + 1;
            }
        }
    }

    /// <summary>The groups by operator: sets of indices, each in order, in order of their first; a group tied to none stands alone.</summary>
    public IReadOnlyList<int[]> Join(IReadOnlyList<CandidateGroup> groups)
    {
        var sets = new DisjointSets<int>();
        for (var i = 0; i < groups.Count; i++)
        {
            sets.Root(i);
        }

        foreach (
            var ((a, b), tie) in MeansTies.Between(
                _population,
                [.. groups.Select(g => (IReadOnlyList<AccountProfile>)[.. g.Members.Select(m => m.Profile)])]
            )
        )
        {
            if (
                tie.Values.Count >= MinValues
                && tie.OfA >= MinTied * groups[a].Members.Count
                && tie.OfB >= MinTied * groups[b].Members.Count
                && Tails.LogPoissonUpper(tie.Values.Count, Expected(groups[a].Members.Count, groups[b].Members.Count)) <= Math.Log(MaxChance)
            )
            {
                sets.Join(a, b);
            }
        }

        return [.. sets.Groups().Select(g => g.Order().ToArray()).OrderBy(g => g[0])];
    }

    private double Expected(int a, int b) =>
        _valuesByAccounts.Sum(v =>
            v.Value * (1 - Math.Pow(1 - ((double)a / _population.Count), v.Key)) * (1 - Math.Pow(1 - ((double)b / _population.Count), v.Key))
        );
}
