using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>The gaps between calls of a group's accounts are spread over the scales of time otherwise than other accounts'.</summary>
/// <remarks>
/// Jensen-Shannon divergence of the 30-bin log10 histogram of gaps, 1 to 10^6 s, from the population's. The bimodal gaps of people against those of
/// programs: RSC (Costa et al., KDD 2015); on its labelled Reddit bots the divergence of one account has AUC 0.991. Pooled over the group and judged
/// against groups, for a third of honest accounts are programs. Supporting evidence.
/// </remarks>
internal sealed class ArrivalRhythm(ReferenceSample reference)
{
    // Five bins to a decade of gaps, from 1 s to 10^6 s.
    private const int Bins = 30;
    private const double Decades = 6;

    // Fewer gaps make no histogram.
    private const int MinGaps = 20;

    private readonly HabitProfile _gaps = new(reference, Bins, Histogram);

    /// <summary>Null when fewer than eight members made 20 calls or the group's gaps are no stranger than innocent groups' once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_gaps.Judge(group) is not { } reading || -reading.LogChance < Chance.LeastWeight)
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
                    + $"bits where innocent groups have {reading.Usual:0.000}; by chance {Chance.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>Share of the gaps in each fifth of a decade; null for fewer than 20 gaps.</summary>
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
