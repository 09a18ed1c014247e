using System.Globalization;
using Distill.Contracts;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose accounts have equal shares of the work, as a load balancer gives them. Independent customers differ at least as much as
/// chance.
/// </summary>
/// <remarks>
/// On each day, over the accounts that were at work for the group before and after it, D = Var / Mean of their sittings. Independent customers have
/// D >= 1 (Poisson at the least). So the sum of (n - 1) D is at least chi-squared with sum (n - 1) degrees of freedom, and its lower tail is the
/// evidence. The test is conservative, because real volumes are overdispersed.
/// </remarks>
internal static class EqualShares
{
    // Fewest accounts at work on a day, so that the day counts.
    private const int MinAccounts = 8;

    /// <summary>Null when no day has eight such accounts, or when chance makes shares as equal more often than once in 100.</summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var days = new SortedDictionary<long, List<int>>();
        for (var member = 0; member < group.Members.Count; member++)
        {
            var sittings = group.SittingsOf(member);
            var last = group.Members[member].LastCall / Micros.PerDay;
            for (var day = (group.Since[member] / Micros.PerDay) + 1; day < last; day++)
            {
                if (!days.TryGetValue(day, out var counts))
                {
                    days.Add(day, counts = []);
                }

                counts.Add(Before(sittings, (day + 1) * Micros.PerDay) - Before(sittings, day * Micros.PerDay));
            }
        }

        double statistic = 0,
            freedom = 0;
        foreach (var counts in days.Values.Where(c => c.Count >= MinAccounts && c.Sum() > 0))
        {
            var mean = counts.Average();
            statistic += counts.Sum(c => (c - mean) * (c - mean)) / mean;
            freedom += counts.Count - 1;
        }

        if (freedom == 0 || statistic >= freedom)
        {
            return null;
        }

        var weight = -Tails.LogChiSquaredLower(statistic, freedom);
        return weight < Rarity.LeastWeight
            ? null
            : new Evidence(
                EvidenceKind.Timing,
                "equal_shares",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The accounts' sittings a day vary {statistic / freedom:0.00} times as much as chance alone would make them, where "
                        + $"customers vary more than it; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );
    }

    private static int Before(ReadOnlySpan<long> sorted, long time)
    {
        var at = sorted.BinarySearch(time);
        return at >= 0 ? at : ~at;
    }
}
