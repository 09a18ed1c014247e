using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups whose gaps between calls have an unusual distribution over time scales.</summary>
/// <remarks>
/// The measure is the Jensen-Shannon divergence between the group's histogram of gaps and the population's: 30 bins of log10, from 1 to 10^6 s.
/// People have bimodal gaps, programs do not: RSC (Costa et al., KDD 2015). On RSC's labelled Reddit bots, the divergence of a single account has
/// an AUC of 0.991. Here the gaps are pooled over the group and judged against groups, because a third of honest accounts are programs. Supporting
/// evidence.
/// </remarks>
internal sealed class ArrivalRhythm(ReferenceSample reference)
{
    // Bins of the histogram, and its range in decades: five bins a decade, from 1 s to 10^6 s.
    private const int Bins = 30;
    private const double Decades = 6;

    // Fewest gaps of an account. Fewer make no histogram.
    private const int MinGaps = 20;

    private readonly HabitProfile _gaps = new(reference, Bins, Histogram);

    /// <summary>Null when fewer than eight members have 20 gaps, or when innocent groups are as unusual more often than once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_gaps.Judge(group) is not { } reading || -reading.LogChance < Rarity.LeastWeight)
        {
            return null;
        }

        var bin = Enumerable.Range(0, Bins).MaxBy(i => reading.Own[i] - reading.Expected[i]);
        return new Evidence(
            EvidenceKind.Timing,
            "arrival_rhythm",
            string.Create(
                CultureInfo.InvariantCulture,
                $"Gaps between calls of {reading.Accounts} accounts are spread otherwise than other accounts' ({reading.Own[bin]:P0} of "
                    + $"them last {Length(bin)} to {Length(bin + 1)}, of others' {reading.Expected[bin]:P0}); divergence {reading.Divergence:0.000} "
                    + $"bits where innocent groups have {reading.Usual:0.000}; by chance {Rarity.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>Returns the share of the gaps in each fifth of a decade. Null for fewer than 20 gaps.</summary>
    internal static float[]? Histogram(AccountProfile profile)
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var calls = profile.Read(buffer.Value);
        if (calls.Length <= MinGaps)
        {
            return null;
        }

        var bins = new float[Bins];
        for (var i = 1; i < calls.Length; i++)
        {
            var seconds = Math.Max(1, (calls[i].Micros - calls[i - 1].Micros) / (double)Micros.PerSecond);
            bins[Math.Min(Bins - 1, (int)(Math.Log10(seconds) * Bins / Decades))] += 1f / (calls.Length - 1);
        }

        return bins;
    }

    private static string Length(int bin)
    {
        var seconds = Math.Pow(10, bin * Decades / Bins);
        return seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s")
            : seconds < 7200 ? string.Create(CultureInfo.InvariantCulture, $"{seconds / 60:0} min")
            : string.Create(CultureInfo.InvariantCulture, $"{seconds / 3600:0} h");
    }
}
