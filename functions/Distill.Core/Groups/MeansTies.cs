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
            foreach (var a in held)
            {
                foreach (var b in held)
                {
                    if (a.Part < b.Part && a.Account != b.Account && !held.Contains((b.Part, a.Account)) && !held.Contains((a.Part, b.Account)))
                    {
                        if (!ties.TryGetValue((a.Part, b.Part), out var tie))
                        {
                            ties.Add((a.Part, b.Part), tie = new MeansTies());
                        }

                        tie._values.Add(value);
                        tie._ofA.Add(a.Account);
                        tie._ofB.Add(b.Account);
                    }
                }
            }
        }

        return ties;
    }
}
