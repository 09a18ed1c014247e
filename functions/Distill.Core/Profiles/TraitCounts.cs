using Distill.Statistics;

namespace Distill.Core.Profiles;

/// <summary>How many of some accounts have each value of each kind.</summary>
internal static class TraitCounts
{
    [ThreadStatic]
    private static KeyCounts[]? t_kinds;

    /// <summary>Counts of values by <see cref="TraitKind"/>. Good until the thread's next ask.</summary>
    public static IReadOnlyList<KeyCounts> Of(IReadOnlyList<AccountProfile> accounts)
    {
        var kinds = t_kinds ??= [.. Enum.GetValues<TraitKind>().Select(_ => new KeyCounts())];
        foreach (var counts in kinds)
        {
            counts.Clear();
        }

        foreach (var account in accounts)
        {
            foreach (ref readonly var trait in account.Traits)
            {
                kinds[(int)trait.Kind].Add(trait.Value)++;
            }
        }

        return kinds;
    }

    /// <summary>True for an account that has one of the values.</summary>
    public static bool Has(this AccountProfile account, TraitKind kind, HashSet<ulong> values)
    {
        foreach (ref readonly var trait in account.Traits)
        {
            if (trait.Kind == kind && values.Contains(trait.Value))
            {
                return true;
            }
        }

        return false;
    }
}
