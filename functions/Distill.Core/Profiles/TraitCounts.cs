using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>Counts how many of some accounts have each value of each kind. Reusable scratch.</summary>
internal sealed class TraitCounts
{
    private readonly KeyCounts[] _kinds = [.. Enum.GetValues<TraitKind>().Select(_ => new KeyCounts())];

    /// <summary>The number of accounts by value, for one kind.</summary>
    public KeyCounts this[TraitKind kind] => _kinds[(int)kind];

    /// <summary>Counts the traits of these accounts. Earlier counts are dropped.</summary>
    public TraitCounts Count(IEnumerable<AccountProfile> accounts)
    {
        foreach (var counts in _kinds)
        {
            counts.Clear();
        }

        foreach (var account in accounts)
        {
            foreach (ref readonly var trait in account.Traits)
            {
                this[trait.Kind].Add(trait.Value)++;
            }
        }

        return this;
    }
}
