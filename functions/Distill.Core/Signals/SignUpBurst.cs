using System.Globalization;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups of which unusually many customers opened their first account within the same three days, compared with the population.</summary>
/// <remarks>
/// Synchronised registration, as in Ianus (Yuan et al., CCS 2019, doi:10.1145/3319535.3363198). The test is a binomial tail at the share of the
/// other established customers born in those days, times the number of windows tried. Customers are counted, because one that opens its accounts in
/// a day shows nothing about others.
/// </remarks>
internal static class SignUpBurst
{
    // Length of the window, in ticks. An operator opens accounts over a weekend.
    private const long Window = 72 * TimeSpan.TicksPerHour;

    // Fewest customers born in the window.
    private const int MinBirths = 5;

    /// <summary>
    /// Returns the strongest burst. Null when it holds fewer than five customers or less than half of them, or when chance gives it more often than
    /// once in 100.
    /// </summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var customers = group.Population.Customers;
        long[] births = [.. group.DistinctCustomers.Select(customers.BornOf).Where(b => b >= 0)];
        births.AsSpan().Sort();
        if (births.Length < MinBirths)
        {
            return null;
        }

        long[] established = [.. group.DistinctCustomers.Where(customers.IsEstablished).Select(customers.BornOf).Where(b => b >= 0).Order()];
        Evidence? best = null;
        var (most, least) = (0, 1.0);
        for (int first = 0, end = 0; first < births.Length; first++)
        {
            while (end < births.Length && births[end] < births[first] + Window)
            {
                end++;
            }

            var inside = end - first;
            if (inside < MinBirths || 2 * inside < group.DistinctCustomers.Count)
            {
                continue;
            }

            var (from, to) = (births[first], births[first] + Window);
            var others = customers.BirthsIn(from, to) - (Sorted.LowerBound(established, to) - Sorted.LowerBound(established, from));
            var share = (others + 1.0) / (customers.BirthCount - established.Length + 2.0);

            // Skip a window with no more births and no fewer others than the best so far: it can't be stronger.
            if (inside <= most && share >= least)
            {
                continue;
            }

            var chance = Tails.LogBinomialUpper(inside, births.Length, share) + Math.Log(births.Length);
            if (-chance > Rarity.LeastWeight && (best is null || -chance > best.LogLikelihoodRatio))
            {
                (most, least) = (inside, share);
                best = new Evidence(
                    EvidenceKind.Births,
                    "sign_up_burst",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{inside} of {births.Length} customers opened their first account within three days from "
                            + $"{new DateTimeOffset(births[first], TimeSpan.Zero):yyyy-MM-dd HH:mm} UTC, in which {share:P1} of all other established ones did; by "
                            + $"chance {Rarity.OneIn(-chance)}."
                    ),
                    -chance
                );
            }
        }

        return best;
    }
}
