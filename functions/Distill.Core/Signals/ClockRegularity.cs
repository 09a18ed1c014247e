using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>Finds groups in which unusually many accounts call by a clock: at one phase of the second or the minute, or at fixed gaps.</summary>
/// <remarks>
/// An account calls by a clock if Rayleigh's test of its phases (Mardia and Jupp, Directional Statistics, 2000, doi:10.1002/9780470316979) is below
/// 1e-6, or if a third of its gaps are within 2 % of one another. "Human users do not prompt with perfect microsecond consistency across thousands
/// of sessions." Cron jobs and CI fleets call by a clock too, so this is supporting evidence, and the baseline is the share of such accounts among
/// others.
/// </remarks>
internal sealed class ClockRegularity(ReferenceSample reference)
{
    // Fewest calls of an account. Fewer show no phase.
    private const int MinCalls = 20;

    // Largest ratio of two gaps that count as the same; the shortest gap that counts, because shorter ones belong to a burst; and one in this many
    // gaps must be the same.
    private const double SameGap = 1.02;
    private const long LeastGap = 10 * Micros.PerSecond;
    private const int FixedOneIn = 3;

    // Largest chance of the phases, by Rayleigh's test.
    private const double SamePhase = 1e-6;

    private readonly HabitShare _regular = new(
        reference,
        static p =>
            p.CallCount < MinCalls ? null
            : IsRegular(p) ? 1
            : 0
    );

    /// <summary>Null when innocent groups are as regular more often than once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_regular.Judge(group) is not { } reading || -reading.LogChance < Rarity.LeastWeight)
        {
            return null;
        }

        return new Evidence(
            EvidenceKind.Timing,
            "clock_regularity",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{reading.Mean * reading.Accounts:0} of {reading.Accounts} accounts call by a clock (one phase of the second or minute, or "
                    + $"fixed gaps), where {reading.Expected:P1} of others do; by chance {Rarity.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>True when the account's calls keep to a phase or a gap. It needs 20 calls to mean anything.</summary>
    internal static bool IsRegular(AccountProfile profile) =>
        PhaseChance(profile, Micros.PerSecond) < SamePhase || PhaseChance(profile, Micros.PerMinute) < SamePhase || HasFixedGap(profile);

    // Rayleigh's test: P(length of the mean direction >= R) is about exp(-n R^2).
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

            // Skip gaps of a few seconds: they are retries, or pages of one answer.
            most = gaps[first] >= LeastGap ? Math.Max(most, end - first) : most;
        }

        return FixedOneIn * most >= gaps.Length;
    }
}
