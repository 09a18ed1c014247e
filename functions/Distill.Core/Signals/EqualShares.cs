using System.Globalization;
using Distill.Contracts;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose accounts have equal shares of the work, as a load balancer gives them. Independent customers differ at least as much as
/// chance, unless each has a clock of its own. One account of each customer counts: a customer may share its work out among its own.
/// </summary>
/// <remarks>
/// On each day, over the accounts that were at work for the group before and after it, D = Var / Mean of their sittings. Independent customers have
/// D >= 1 (Poisson at the least). So the sum of (n - 1) D is at least chi-squared with sum (n - 1) degrees of freedom, and its lower tail is the
/// evidence. The test is conservative, because real volumes are overdispersed. A program that runs by a clock has the same number of sittings every
/// day, so any two such programs may be equal. The second null exchanges each account's days: only accounts that are equal on a day, and not on
/// another, are somebody's. The smaller weight counts.
/// </remarks>
internal static class EqualShares
{
    // Fewest accounts at work on a day, so that the day counts.
    private const int MinAccounts = 8;

    // A day is like an account's other days if it has at least this share of their median sittings. Other days keep their place: a weekend, an
    // outage, the first or last hours of a working week in another time zone.
    private const double LikeDay = 0.9;

    // Least D that the accounts have when their days are exchanged. With less, each account's own clock makes it equal to the others.
    private const double LeastOwnSpread = 0.25;

    // Largest D, as a share of the same. In a large group even a trifle is significant.
    private const double MostOfOwnSpread = 0.75;

    /// <summary>Null when no day has eight such accounts, or when chance or own clocks make shares as equal more often than once in 100.</summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var days = DailySittings(group);
        var (statistic, freedom) = Spread(days);
        if (freedom == 0 || statistic >= freedom)
        {
            return null;
        }

        var chance = -Tails.LogChiSquaredLower(statistic, freedom);
        if (chance < Rarity.LeastWeight)
        {
            return null;
        }

        // Seeded only by the data, so the same sittings give the same weight anywhere.
        var random = new Random(unchecked((int)(days.Length + freedom + statistic)));
        var clocks = OwnClocks.Judge(
            -statistic,
            () =>
            {
                foreach (var (_, counts) in days)
                {
                    Exchange(counts, random);
                }

                return -Spread(days).Statistic;
            }
        );
        var weight = Math.Min(chance, -clocks.LogChance);
        return weight < Rarity.LeastWeight || statistic > MostOfOwnSpread * -clocks.Expected || -clocks.Expected < LeastOwnSpread * freedom
            ? null
            : new Evidence(
                EvidenceKind.Timing,
                "equal_shares",
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"The accounts' sittings a day vary {statistic / freedom:0.00} times as much as chance alone would make them, where "
                        + $"customers vary more than it, and {-clocks.Expected / freedom:0.00} times as much when each account's days are "
                        + $"exchanged; by chance {Rarity.OneIn(weight)}."
                ),
                weight
            );
    }

    // For the first account of each customer, the first day that it was at work before and after, as days since 1970-01-01, and its sittings from
    // then on, day by day.
    private static (long First, int[] Counts)[] DailySittings(AccountGroup group)
    {
        int[] accounts = [.. Enumerable.Range(0, group.Members.Count).DistinctBy(i => group.Customers[i])];
        var days = new (long First, int[] Counts)[accounts.Length];
        for (var i = 0; i < days.Length; i++)
        {
            var member = accounts[i];
            var first = (group.Since[member] / Micros.PerDay) + 1;
            var counts = new int[Math.Max(0, (group.Members[member].LastCall / Micros.PerDay) - first)];
            foreach (var sitting in group.SittingsOf(member))
            {
                var day = (sitting / Micros.PerDay) - first;
                if (day >= 0 && day < counts.Length)
                {
                    counts[day]++;
                }
            }

            days[i] = (first, counts);
        }

        return days;
    }

    // The sum of (n - 1) D over the days that count, and its degrees of freedom.
    private static (double Statistic, double Freedom) Spread((long First, int[] Counts)[] members)
    {
        var days = new SortedDictionary<long, (int Accounts, double Sum, double Squares)>();
        foreach (var (first, counts) in members)
        {
            for (var i = 0; i < counts.Length; i++)
            {
                var (accounts, sum, squares) = days.GetValueOrDefault(first + i);
                days[first + i] = (accounts + 1, sum + counts[i], squares + ((double)counts[i] * counts[i]));
            }
        }

        double statistic = 0,
            freedom = 0;
        foreach (var (accounts, sum, squares) in days.Values.Where(d => d.Accounts >= MinAccounts && d.Sum > 0))
        {
            var mean = sum / accounts;
            statistic += (squares - (sum * mean)) / mean;
            freedom += accounts - 1;
        }

        return (statistic, freedom);
    }

    // Exchanges the days that are like one another.
    private static void Exchange(int[] counts, Random random)
    {
        int[] worked = [.. counts.Where(c => c > 0).Order()];
        if (worked.Length == 0)
        {
            return;
        }

        int[] like = [.. Enumerable.Range(0, counts.Length).Where(i => counts[i] >= LikeDay * worked[worked.Length / 2])];
        var values = Array.ConvertAll(like, i => counts[i]);
        random.Shuffle(values);
        for (var i = 0; i < like.Length; i++)
        {
            counts[like[i]] = values[i];
        }
    }
}
