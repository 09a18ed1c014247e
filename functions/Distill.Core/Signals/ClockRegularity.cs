using System.Globalization;
using Distill.Core.Profiles;

namespace Distill.Core.Signals;

/// <summary>More of a group's accounts call by a clock than others do: at one phase of the second or the minute, or at fixed gaps.</summary>
/// <remarks>
/// Rayleigh's test of the phases (Mardia and Jupp, Directional Statistics, 2000) at 1e-6, and a third of the gaps within 2 % of one another. "Human
/// users do not prompt with perfect microsecond consistency across thousands of sessions." So do cron jobs and CI fleets: supporting evidence, and
/// the share of such accounts among others is the baseline.
/// </remarks>
internal sealed class ClockRegularity(ReferenceSample reference)
{
    private const int MinCalls = 20;
    private const double MicrosPerSecond = 1e6;
    private const double SamePhase = 1e-6;

    private readonly HabitShare _regular = new(
        reference,
        static p =>
            p.CallCount < MinCalls ? null
            : IsRegular(p) ? 1
            : 0
    );

    /// <summary>Null when the group's accounts are no more regular than innocent groups' are once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_regular.Judge(group) is not { } reading || -reading.LogChance < Math.Log(100))
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Timing,
            "clock_regularity",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{reading.Mean * reading.Accounts:0} of {reading.Accounts} accounts call by a clock (one phase of the second or minute, or "
                    + $"fixed gaps), where {reading.Expected:P1} of others do; by chance 1 in 10^{-reading.LogChance / Math.Log(10):0}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>True when the account's calls keep to a phase or a gap. Needs 20 calls to mean anything.</summary>
    internal static bool IsRegular(AccountProfile profile) =>
        PhaseChance(profile, MicrosPerSecond) < SamePhase || PhaseChance(profile, 60 * MicrosPerSecond) < SamePhase || HasFixedGap(profile);

    // Rayleigh: P(length of the mean direction >= R) is about exp(-n R^2).
    private static double PhaseChance(AccountProfile profile, double period)
    {
        double x = 0,
            y = 0;
        foreach (ref readonly var call in profile.Look())
        {
            var (sin, cos) = Math.SinCos(call.Micros % period / period * 2 * Math.PI);
            x += cos;
            y += sin;
        }

        return Math.Exp(-((x * x) + (y * y)) / profile.CallCount);
    }

    private static bool HasFixedGap(AccountProfile profile)
    {
        var calls = profile.Look();
        var gaps = new long[calls.Length - 1];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = calls[i + 1].Micros - calls[i].Micros;
        }

        Array.Sort(gaps);
        var most = 0;
        for (int first = 0, end = 0; first < gaps.Length; first++)
        {
            while (end < gaps.Length && gaps[end] <= gaps[first] * 1.02)
            {
                end++;
            }

            // Gaps of seconds are retries and pages of one answer.
            most = gaps[first] >= 10 * MicrosPerSecond ? Math.Max(most, end - first) : most;
        }

        return 3 * most >= gaps.Length;
    }
}
