using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>How many of some accounts have each value of each kind. Scratch: filled again and again.</summary>
internal sealed class TraitCounts
{
    private readonly KeyCounts[] _kinds = [.. Enum.GetValues<TraitKind>().Select(_ => new KeyCounts())];

    /// <summary>Accounts by value, for one kind.</summary>
    public KeyCounts this[TraitKind kind] => _kinds[(int)kind];

    /// <summary>Counts the traits of these accounts, and of no others.</summary>
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
