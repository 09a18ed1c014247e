using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Counts how many customers of a group have each value of each kind. Reusable scratch.</summary>
internal sealed class CustomersOfTraits
{
    private readonly KeyCounts _seen = new();
    private readonly KeyCounts[] _kinds = [.. Enum.GetValues<TraitKind>().Select(_ => new KeyCounts())];

    /// <summary>The number of customers by value, for one kind.</summary>
    public KeyCounts this[TraitKind kind] => _kinds[(int)kind];

    /// <summary>Counts the values of the group's members. Earlier counts are dropped.</summary>
    public CustomersOfTraits Count(AccountGroup group)
    {
        _seen.Clear();
        foreach (var counts in _kinds)
        {
            counts.Clear();
        }

        for (var i = 0; i < group.Members.Count; i++)
        {
            foreach (ref readonly var trait in group.Members[i].Traits)
            {
                var key = Fingerprint.Mix(trait.Value + (ulong)trait.Kind, (ulong)group.Customers[i]);
                this[trait.Kind].Add(trait.Value) += _seen.Add(key)++ == 0 ? 1 : 0;
            }
        }

        return this;
    }
}
