using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>More of a group's accounts call by a clock than others do: at one phase of the second or the minute, or at fixed gaps.</summary>
/// <remarks>
/// Rayleigh's test of the phases (Mardia and Jupp, Directional Statistics, 2000) at 1e-6, and a third of the gaps within 2 % of one another. "Human
/// users do not prompt with perfect microsecond consistency across thousands of sessions." So do cron jobs and CI fleets: supporting evidence, and
/// the share of such accounts among others is the baseline.
/// </remarks>
internal sealed class ClockRegularity(ReferenceSample reference)
{
    // Fewer calls have no phase.
    private const int MinCalls = 20;

    // Gaps that differ by less are the same gap; shorter ones are a burst's; and so many of all must be alike.
    private const double SameGap = 1.02;
    private const long LeastGap = 10 * Micros.PerSecond;
    private const int FixedOneIn = 3;

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
        if (_regular.Judge(group) is not { } reading || -reading.LogChance < Chance.LeastWeight)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Timing,
            "clock_regularity",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{reading.Mean * reading.Accounts:0} of {reading.Accounts} accounts call by a clock (one phase of the second or minute, or "
                    + $"fixed gaps), where {reading.Expected:P1} of others do; by chance {Chance.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>True when the account's calls keep to a phase or a gap. Needs 20 calls to mean anything.</summary>
    internal static bool IsRegular(AccountProfile profile) =>
        PhaseChance(profile, Micros.PerSecond) < SamePhase || PhaseChance(profile, Micros.PerMinute) < SamePhase || HasFixedGap(profile);

    // Rayleigh: P(length of the mean direction >= R) is about exp(-n R^2).
    private static double PhaseChance(AccountProfile profile, double period)
    {
        double x = 0,
            y = 0;
        using var buffer = Scratch.Rent<CallBuffer>();
        foreach (ref readonly var call in profile.Read(buffer.Value))
        {
            var (sin, cos) = Math.SinCos(call.Micros % period / period * 2 * Math.PI);
            x += cos;
            y += sin;
        }

        return Math.Exp(-((x * x) + (y * y)) / profile.CallCount);
    }

    private static bool HasFixedGap(AccountProfile profile)
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var calls = profile.Read(buffer.Value);
        var gaps = new long[calls.Length - 1];
        for (var i = 0; i < gaps.Length; i++)
        {
            gaps[i] = calls[i + 1].Micros - calls[i].Micros;
        }

        Array.Sort(gaps);
        var most = 0;
        for (int first = 0, end = 0; first < gaps.Length; first++)
        {
            while (end < gaps.Length && gaps[end] <= gaps[first] * SameGap)
            {
                end++;
            }

            // Gaps of seconds are retries and pages of one answer.
            most = gaps[first] >= LeastGap ? Math.Max(most, end - first) : most;
        }

        return FixedOneIn * most >= gaps.Length;
    }
}
