using System.Runtime.InteropServices;
using Distill.Core.Profiles;

namespace Distill.Core.Groups;

/// <summary>
/// The values that tie two parts: accounts of only the first part and accounts of only the second have them. Each value and each account counts
/// once.
/// </summary>
internal sealed class MeansTies
{
    private readonly HashSet<AccountProfile> _ofA = [],
        _ofB = [];
    private readonly HashSet<Trait> _values = [];

    /// <summary>The values that tie the parts.</summary>
    public IReadOnlyCollection<Trait> Values => _values;

    /// <summary>Number of accounts of the first part that have any.</summary>
    public int OfA => _ofA.Count;

    /// <summary>Number of accounts of the second part that have any.</summary>
    public int OfB => _ofB.Count;

    /// <summary>Returns the ties of every two parts that have any, unordered.</summary>
    public static IReadOnlyDictionary<(int A, int B), MeansTies> Between(
        PopulationBaseline population,
        IReadOnlyList<IReadOnlyList<AccountProfile>> parts
    )
    {
        var holders = new Dictionary<Trait, List<(int Part, AccountProfile Account)>>();
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var account in parts[i])
            {
                foreach (ref readonly var trait in account.Traits)
                {
                    if (!Means.CanTie(population, trait))
                    {
                        continue;
                    }

                    ref var held = ref CollectionsMarshal.GetValueRefOrAddDefault(holders, trait, out _);
                    (held ??= []).Add((i, account));
                }
            }
        }

        var ties = new Dictionary<(int A, int B), MeansTies>();
        foreach (var (value, held) in holders)
        {
            (int Part, HashSet<AccountProfile> Accounts)[] sets =
            [
                .. held.GroupBy(h => h.Part, (part, own) => (part, own.Select(o => o.Account).ToHashSet())).OrderBy(s => s.part),
            ];
            for (var a = 0; a < sets.Length; a++)
            {
                for (var b = a + 1; b < sets.Length; b++)
                {
                    Tie(ties, value, sets[a], sets[b]);
                }
            }
        }

        return ties;
    }

    // Adds the value to the ties of two parts if accounts of either part alone have it. The time is linear in its holders.
    private static void Tie(
        Dictionary<(int A, int B), MeansTies> ties,
        Trait value,
        (int Part, HashSet<AccountProfile> Accounts) a,
        (int Part, HashSet<AccountProfile> Accounts) b
    )
    {
        AccountProfile[] ofA = [.. a.Accounts.Where(p => !b.Accounts.Contains(p))];
        AccountProfile[] ofB = [.. b.Accounts.Where(p => !a.Accounts.Contains(p))];
        if (ofA.Length == 0 || ofB.Length == 0)
        {
            return;
        }

        if (!ties.TryGetValue((a.Part, b.Part), out var tie))
        {
            ties.Add((a.Part, b.Part), tie = new MeansTies());
        }

        tie._values.Add(value);
        tie._ofA.UnionWith(ofA);
        tie._ofB.UnionWith(ofB);
    }
}
