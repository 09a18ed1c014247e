using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Groups;

/// <summary>
/// Finds groups whose accounts pay with the same cards and signed up on the same devices. They are parts of one operator's work with different
/// framings.
/// </summary>
/// <remarks>
/// A value ties two groups when accounts of only the first and accounts of only the second have it. Chance: with N accounts in all, a group of n
/// has a value of d accounts with probability 1 - (1 - n/N)^d. So groups of a and b accounts share about sum (1 - (1 - a/N)^d) (1 - (1 - b/N)^d)
/// values. The test is the Poisson tail of this mean. A fair share of both groups must also be tied, because a few customers that a crowd shares
/// with a group prove nothing.
/// </remarks>
internal sealed class SharedMeans
{
    // Fewest cards and devices in common. Two may belong to a customer of both groups.
    private const int MinValues = 3;

    // Share of each group that they must tie.
    private const double MinTied = 0.5;

    // Largest chance of this many common values. A run compares at most some hundred thousand pairs of groups.
    private const double MaxChance = 1e-6;

    private readonly PopulationBaseline _population;

    // How many cards and devices each number of accounts shares.
    private readonly SortedDictionary<int, int> _valuesByAccounts = [];

    public SharedMeans(PopulationBaseline population)
    {
        _population = population;
        foreach (var (trait, number) in population.Traits)
        {
            if (Means.IsMeans(trait) && Means.CanTie(population, number, trait.Kind))
            {
                var accounts = population.CountOf(number);
                _valuesByAccounts[accounts] = _valuesByAccounts.GetValueOrDefault(accounts) + 1;
            }
        }
    }

    /// <summary>
    /// Groups the candidates by operator. Returns sets of indices, each sorted, ordered by their first. A group without ties is a set of its own.
    /// </summary>
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
