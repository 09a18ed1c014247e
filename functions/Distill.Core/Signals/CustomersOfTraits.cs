using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Counts how many customers of a group have each value of each kind. Reusable scratch.</summary>
internal sealed class CustomersOfTraits
{
    private readonly KeyCounts _seen = new();
    private readonly KeyCounts[] _kinds = [.. Enum.GetValues<TraitKind>().Select(_ => new KeyCounts())];

    // The same for customers that are not established.
    private readonly KeyCounts[] _others = [.. Enum.GetValues<TraitKind>().Select(_ => new KeyCounts())];

    /// <summary>The number of customers by value, for one kind.</summary>
    public KeyCounts this[TraitKind kind] => _kinds[(int)kind];

    /// <summary>How many customers of the population have a value of the group, see <see cref="Customers.HoldersOf"/>.</summary>
    public int HoldersOf(Trait trait, PopulationBaseline population) =>
        population.Customers.HoldersOf(population.NumberOf(trait), _others[(int)trait.Kind][trait.Value]);

    /// <summary>Counts the values of the group's members. Earlier counts are dropped.</summary>
    public CustomersOfTraits Count(AccountGroup group)
    {
        _seen.Clear();
        foreach (var counts in _kinds.Concat(_others))
        {
            counts.Clear();
        }

        for (var i = 0; i < group.Members.Count; i++)
        {
            foreach (ref readonly var trait in group.Members[i].Traits)
            {
                var key = Fingerprint.Mix(trait.Value + (ulong)trait.Kind, (ulong)group.Customers[i]);
                var first = _seen.Add(key)++ == 0 ? 1 : 0;
                this[trait.Kind].Add(trait.Value) += first;
                _others[(int)trait.Kind].Add(trait.Value) += group.Population.Customers.IsEstablished(group.Customers[i]) ? 0 : first;
            }
        }

        return this;
    }
}
