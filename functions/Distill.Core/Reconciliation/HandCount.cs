namespace Distill.Core.Reconciliation;

/// <summary>Counts who stands behind whom, by the calls that were matched for sure.</summary>
internal static class HandCount
{
    // With so many chance matches of an account or fewer, a customer that was seen once counts.
    private const double MostByChance = 0.5;

    /// <summary>Adds the hands behind our accounts, and the customers that are spread over several.</summary>
    public static LogComparison Add(LogComparison comparison, (CallLogSide Ours, CallLogSide Theirs) logs, CallMatching matching, int[] compared)
    {
        var pairs = Enumerable
            .Range(0, matching.IsSure.Length)
            .Where(their => matching.IsSure[their])
            .Select(their => (Account: logs.Ours.Calls[matching.OurOf[their]].Party, Customer: logs.Theirs.Calls[their].Party))
            .CountBy(p => p)
            .ToArray();
        var calls = compared.CountBy(i => logs.Ours.Calls[i].Party, StringComparer.Ordinal).ToDictionary(StringComparer.Ordinal);
        var most = pairs.GroupBy(p => p.Key.Account, StringComparer.Ordinal).Select(g => g.Sum(p => p.Value)).DefaultIfEmpty(0).Max();
        var ofTwo = comparison.ByChance * most > MostByChance;
        var kept = pairs.Where(p => !ofTwo || p.Value > 1).ToArray();
        return comparison with
        {
            AreHandsOfTwoCalls = ofTwo,
            Shared =
            [
                .. kept.GroupBy(p => p.Key.Account, StringComparer.Ordinal)
                    .Select(g => Hands.Of(g.Key, Math.Max(calls.GetValueOrDefault(g.Key), g.Sum(p => p.Value)), [.. g.Select(p => p.Value)]))
                    .Where(h => h.Seen > 1)
                    .OrderByDescending(h => h.Estimate)
                    .ThenBy(h => h.Account, StringComparer.Ordinal),
            ],
            Spread =
            [
                .. kept.GroupBy(p => p.Key.Customer, StringComparer.Ordinal)
                    .Select(g => new SpreadCustomer(g.Key, g.Sum(p => p.Value), g.Count()))
                    .Where(c => c.Accounts > 1)
                    .OrderByDescending(c => c.Accounts)
                    .ThenByDescending(c => c.Calls)
                    .ThenBy(c => c.Customer, StringComparer.Ordinal),
            ],
        };
    }
}
