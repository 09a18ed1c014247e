using System.Globalization;
using Distill.Core.Profiles;
using Distill.Core.Signals;
using Distill.Statistics;

namespace Distill.Core.Operations;

/// <summary>Finds parts whose customers opened their accounts in the same days.</summary>
/// <remarks>
/// The three days in which most customers of one part came are looked up in the other part: binomial tail at the share of all other accounts opened
/// in these days. Both directions are tested, and the less surprising one counts. Half of either part must be born in the days of the other.
/// </remarks>
internal static class BirthTie
{
    // Length of the window, in ticks. An operator opens accounts over a weekend.
    private const long Window = 72 * TimeSpan.TicksPerHour;

    // Fewest births in the other part's days.
    private const int MinBirths = 4;

    /// <summary>Null when fewer than four customers, or fewer than half, were born in the other part's days, or when chance explains it.</summary>
    public static Evidence? Measure(Part a, Part b, PopulationBaseline population)
    {
        var (inA, inB) = (Measure(b.Births, a.Births, population), Measure(a.Births, b.Births, population));
        if (inA is not { } first || inB is not { } second || Math.Min(first.Weight, second.Weight) < Rarity.LeastWeight)
        {
            return null;
        }

        var weaker = first.Weight <= second.Weight ? first : second;
        return new Evidence(
            EvidenceKind.Births,
            "operation_births",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{first.Inside} of its {a.Births.Length} customers opened their accounts in the three days in which most of the others did, and "
                    + $"{second.Inside} of these {b.Births.Length} in its own. Of all other accounts {weaker.Share:P1} were opened in such days; by "
                    + $"chance {Rarity.OneIn(weaker.Weight)}."
            ),
            weaker.Weight
        );
    }

    // How many births of one part fall into the days of the other. Null when these are too few.
    private static (int Inside, double Share, double Weight)? Measure(long[] days, long[] births, PopulationBaseline population)
    {
        if (days.Length < MinBirths || births.Length < MinBirths)
        {
            return null;
        }

        var (most, from) = (0, 0L);
        for (int first = 0, end = 0; first < days.Length; first++)
        {
            while (end < days.Length && days[end] < days[first] + Window)
            {
                end++;
            }

            (most, from) = end - first > most ? (end - first, days[first]) : (most, from);
        }

        var inside = Sorted.LowerBound(births, from + Window) - Sorted.LowerBound(births, from);
        if (inside < MinBirths || 2 * inside < births.Length)
        {
            return null;
        }

        var others = Math.Max(0, population.BirthsIn(from, from + Window) - most - inside);
        var share = Math.Min(1, (others + 1.0) / (Math.Max(others, population.BirthCount - days.Length - births.Length) + 2));
        return (inside, share, -Tails.LogBinomialUpper(inside, births.Length, share));
    }
}
