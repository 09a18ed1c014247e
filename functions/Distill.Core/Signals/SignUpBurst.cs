using System.Globalization;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>More of a group's accounts were opened within three days than of the population in the same days.</summary>
/// <remarks>
/// Synchronised registration: Ianus (Yuan et al., CCS 2019). Binomial tail at the share of the other accounts born in those days, times the windows
/// looked at.
/// </remarks>
internal static class SignUpBurst
{
    // An operator opens accounts over a weekend.
    private const long Window = 72 * TimeSpan.TicksPerHour;

    private const int MinBirths = 5;

    /// <summary>The strongest burst; null when fewer than five members, or half of them, share one or it is no rarer than 1 in 100.</summary>
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

            // No more members than in the best so far, and no fewer others: no stronger.
            if (inside <= most && share >= least)
            {
                continue;
            }

            var chance = Tails.LogBinomialUpper(inside, births.Length, share) + Math.Log(births.Length);
            if (-chance > Chance.LeastWeight && (best is null || -chance > best.LogLikelihoodRatio))
            {
                (most, least) = (inside, share);
                best = new Evidence(
                    EvidenceKind.Births,
                    "sign_up_burst",
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{inside} of {births.Length} accounts were opened within three days from "
                            + $"{new DateTimeOffset(births[first], TimeSpan.Zero):yyyy-MM-dd HH:mm} UTC, in which {share:P1} of all others were; by "
                            + $"chance {Chance.OneIn(-chance)}."
                    ),
                    -chance
                );
            }
        }

        return best;
    }
}
