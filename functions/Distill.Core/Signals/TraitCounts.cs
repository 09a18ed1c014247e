using Distill.Core.Statistics;

namespace Distill.Core.Signals;

/// <summary>Counts the values of one kind among accounts.</summary>
internal static class TraitCounts
{
    [ThreadStatic]
    private static KeyCounts? s_accounts;

    /// <summary>How many accounts have each value of a kind. Good until the thread's next ask.</summary>
    public static KeyCounts Of(IReadOnlyList<AccountProfile> accounts, TraitKind kind)
    {
        var counts = s_accounts ??= new KeyCounts();
        counts.Clear();
        foreach (var account in accounts)
        {
            foreach (ref readonly var trait in account.TraitSpan)
            {
                if (trait.Kind == kind)
                {
                    counts.Add(trait.Value)++;
                }
            }
        }

        return counts;
    }

    /// <summary>True for an account that has one of the values.</summary>
    public static bool Has(this AccountProfile account, TraitKind kind, IReadOnlySet<ulong> values)
    {
        foreach (ref readonly var trait in account.TraitSpan)
        {
            if (trait.Kind == kind && values.Contains(trait.Value))
            {
                return true;
            }
        }

        return false;
    }
}
