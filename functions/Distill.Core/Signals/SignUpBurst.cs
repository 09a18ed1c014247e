using System.Globalization;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups of which unusually many customers opened their first account within three days, compared with the population.</summary>
/// <remarks>
/// Synchronised registration, as in Ianus (Yuan et al., CCS 2019, doi:10.1145/3319535.3363198). The test is a binomial tail at the share of the
/// other customers born in those days, times the number of windows tried. Customers are counted, because one that opens its accounts in a day shows
/// nothing about others. Established customers are also compared among themselves, because a crowd of others, opened in the same days, would hide the
/// burst. All are compared as well: on a launch day most newcomers are not established yet.
/// </remarks>
internal static class SignUpBurst
{
    // Length of the window, in ticks. An operator opens accounts over a weekend.
    private const long Window = 72 * TimeSpan.TicksPerHour;

    // All customers are compared, and the established ones among themselves.
    private const int Comparisons = 2;

    // Fewest customers born in the window.
    private const int MinBirths = 5;

    /// <summary>
    /// Returns the strongest burst. Null when it holds fewer than five customers or less than half of them, or when chance gives it more often than
    /// once in 100.
    /// </summary>
    public static Evidence? Measure(AccountGroup group)
    {
        var (all, own) = (Measure(group, established: false), Measure(group, established: true));
        return own?.LogLikelihoodRatio > (all?.LogLikelihoodRatio ?? 0) ? own : all;
    }

    private static Evidence? Measure(AccountGroup group, bool established)
    {
        var customers = group.Population.Customers;
        var population = customers.Births(established);
        long[] births =
        [
            .. group.DistinctCustomers.Where(c => !established || customers.IsEstablished(c)).Select(customers.BornOf).Where(b => b >= 0).Order(),
        ];
        if (births.Length < MinBirths)
        {
            return null;
        }

        Evidence? best = null;
        var (most, least) = (0, 1.0);
        for (int first = 0, end = 0; first < births.Length; first++)
        {
            var (from, to) = (births[first], births[first] + Window);
            while (end < births.Length && births[end] < to)
            {
                end++;
            }

            var inside = end - first;
            if (inside < MinBirths || 2 * inside < group.DistinctCustomers.Count)
            {
                continue;
            }

            var others = Sorted.LowerBound(population, to) - Sorted.LowerBound(population, from) - inside;
            var share = (others + 1.0) / (population.Length - births.Length + 2.0);

            // Skip a window with no more births and no fewer others than the best so far: it can't be stronger.
            if (inside <= most && share >= least)
            {
                continue;
            }

            var chance = Tails.LogBinomialUpper(inside, births.Length, share) + Math.Log(Comparisons * births.Length);
            if (-chance > Rarity.LeastWeight && (best is null || -chance > best.LogLikelihoodRatio))
            {
                (most, least) = (inside, share);
                best = new Evidence(
                    EvidenceKind.Births,
                    "sign_up_burst",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{inside} of {births.Length} {(established ? "established " : "")}customers opened their first account within three days "
                            + $"from {new DateTimeOffset(from, TimeSpan.Zero):yyyy-MM-dd HH:mm} UTC, in which {share:P1} of all others did; by "
                            + $"chance {Rarity.OneIn(-chance)}."
                    ),
                    -chance
                );
            }
        }

        return best;
    }
}
