using System.Globalization;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups of which unusually many accounts were opened within the same three days, compared with the population.</summary>
/// <remarks>
/// Synchronised registration, as in Ianus (Yuan et al., CCS 2019, doi:10.1145/3319535.3363198). The test is a binomial tail at the share of the
/// other accounts opened in those days, times the number of windows tried.
/// </remarks>
internal static class SignUpBurst
{
    // Length of the window, in ticks. An operator opens accounts over a weekend.
    private const long Window = 72 * TimeSpan.TicksPerHour;

    // Fewest accounts opened in the window.
    private const int MinBirths = 5;

    /// <summary>
    /// Returns the strongest burst. Null when it holds fewer than five members or less than half of them, or when chance gives it more often than
    /// once in 100.
    /// </summary>
    public static Evidence? Measure(AccountGroup group)
    {
        long[] births = [.. group.Members.Select(m => m.Record?.Created ?? -1).Where(b => b >= 0)];
        births.AsSpan().Sort();
        if (births.Length < MinBirths)
        {
            return null;
        }

        Evidence? best = null;
        var (most, least) = (0, 1.0);
        for (int first = 0, end = 0; first < births.Length; first++)
        {
            while (end < births.Length && births[end] < births[first] + Window)
            {
                end++;
            }

            var inside = end - first;
            if (inside < MinBirths || 2 * inside < group.Members.Count)
            {
                continue;
            }

            var others = group.Population.BirthsIn(births[first], births[first] + Window) - inside;
            var share = (others + 1.0) / (group.Population.BirthCount - births.Length + 2.0);

            // Skip a window with no more members and no fewer others than the best so far: it can't be stronger.
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
                        $"{inside} of {births.Length} accounts were opened within three days from "
                            + $"{new DateTimeOffset(births[first], TimeSpan.Zero):yyyy-MM-dd HH:mm} UTC, in which {share:P1} of all others were; by "
                            + $"chance {Rarity.OneIn(-chance)}."
                    ),
                    -chance
                );
            }
        }

        return best;
    }
}
