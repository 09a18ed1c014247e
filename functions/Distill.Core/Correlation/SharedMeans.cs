using Distill.Core.Signals;
using Distill.Core.Statistics;

namespace Distill.Core.Correlation;

/// <summary>Finds groups whose accounts pay with the same cards and signed up on the same devices: parts of one operator's work, though their framings differ.</summary>
/// <remarks>
/// A value ties two groups when accounts of only the one and of only the other have it. Chance: each of n accounts has a value of d in N accounts with
/// probability d / N, so that two groups have about sum (1 - (1 - a/N)^d) (1 - (1 - b/N)^d) values in common; Poisson tail. And a fair part of both groups must be
/// tied: the few customers that a crowd has in common with a group make them no one's.
/// </remarks>
internal sealed class SharedMeans
{
    private const int MinValues = 3;
    private const int MaxAccounts = 50;
    private const double MinTied = 0.5;
    private const double MaxChance = 1e-6;

    private readonly PopulationBaseline _population;
    private readonly SortedDictionary<int, int> _valuesByAccounts = [];

    public SharedMeans(PopulationBaseline population)
    {
        _population = population;
        foreach (var (trait, accounts) in population.Traits)
        {
            if (CanTie(population, trait))
            {
                _valuesByAccounts[accounts] = _valuesByAccounts.GetValueOrDefault(accounts) + 1;
            }
        }
    }

    /// <summary>The groups by operator: sets of indices, each in order, in order of their first; a group tied to none stands alone.</summary>
    public IReadOnlyList<int[]> Join(IReadOnlyList<CandidateGroup> groups)
    {
        var holders = new SortedDictionary<(TraitKind, ulong), List<(int Group, AccountProfile Account)>>();
        for (var i = 0; i < groups.Count; i++)
        {
            foreach (var account in groups[i].Members.Select(m => m.Profile))
            {
                foreach (var trait in account.Traits.Where(t => CanTie(_population, t)))
                {
                    if (!holders.TryGetValue((trait.Kind, trait.Value), out var held))
                    {
                        holders.Add((trait.Kind, trait.Value), held = []);
                    }

                    held.Add((i, account));
                }
            }
        }

        var ties = new SortedDictionary<(int A, int B), Tie>();
        foreach (var held in holders.Values)
        {
            foreach (var a in held)
            {
                foreach (var b in held)
                {
                    if (a.Group < b.Group && a.Account != b.Account
                        && !held.Contains((b.Group, a.Account)) && !held.Contains((a.Group, b.Account)))
                    {
                        if (!ties.TryGetValue((a.Group, b.Group), out var tie))
                        {
                            ties.Add((a.Group, b.Group), tie = new Tie());
                        }

                        tie.Take(held, a.Account, b.Account);
                    }
                }
            }
        }

        var sets = new DisjointSets<int>();
        for (var i = 0; i < groups.Count; i++)
        {
            sets.Root(i);
        }

        foreach (var ((a, b), tie) in ties)
        {
            if (tie.Values >= MinValues && tie.OfA >= MinTied * groups[a].Members.Count && tie.OfB >= MinTied * groups[b].Members.Count
                && Tails.LogPoissonUpper(tie.Values, Expected(groups[a].Members.Count, groups[b].Members.Count)) <= Math.Log(MaxChance))
            {
                sets.Join(a, b);
            }
        }

        return [.. sets.Groups().Select(g => g.Order().ToArray()).OrderBy(g => g[0])];
    }

    /// <summary>True for means that a few accounts share and no company in the open has.</summary>
    public static bool CanTie(PopulationBaseline population, Trait trait) =>
        IsMeans(trait) && population.CountOf(trait) is >= 2 and <= MaxAccounts && !population.IsOfCompany(trait);

    /// <summary>True for what an operator buys and uses again.</summary>
    public static bool IsMeans(Trait trait) => trait.Kind is TraitKind.Payment or TraitKind.Device;

    private double Expected(int a, int b) => _valuesByAccounts.Sum(v =>
        v.Value * (1 - Math.Pow(1 - ((double)a / _population.Count), v.Key)) * (1 - Math.Pow(1 - ((double)b / _population.Count), v.Key)));

    // What two groups have in common, each value and each account counted once.
    private sealed class Tie
    {
        private readonly HashSet<AccountProfile> _ofA = [], _ofB = [];
        private object? _last;

        public int Values { get; private set; }

        public int OfA => _ofA.Count;

        public int OfB => _ofB.Count;

        public void Take(object value, AccountProfile a, AccountProfile b)
        {
            Values += ReferenceEquals(value, _last) ? 0 : 1;
            _last = value;
            _ofA.Add(a);
            _ofB.Add(b);
        }
    }
}
