using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// A group's accounts work at other hours than other accounts of the countries that they call from: a working day at UTC+8 behind US addresses, or
/// none at all.
/// </summary>
/// <remarks>
/// Jensen-Shannon divergence of the group's hours of the day (UTC) from those of the population's accounts of the same countries; no table of time
/// zones is needed. The turn of the day that fits best says whose day it may be.
/// </remarks>
internal sealed class HoursOfDay(ReferenceSample reference)
{
    private const int Hours = 24;

    // Fewer calls make no day. A day is flat when no hour has twice its share.
    private const int MinCalls = 20;
    private const double Flat = 2;

    private readonly HabitProfile _hours = new(reference, Hours, Histogram, static p => Country(p));

    /// <summary>Null when fewer than eight members made 20 calls or the group's hours are no stranger than innocent groups' once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_hours.Judge(group) is not { } reading || -reading.LogChance < Chance.LeastWeight)
        {
            return null;
        }

        var turn = Enumerable.Range(0, Hours).MaxBy(t => Enumerable.Range(0, Hours).Sum(h => reading.Own[h] * reading.Expected[(h + t) % Hours]));
        var flat = reading.Own.Max() < Flat / Hours;
        var day =
            flat ? "work round the clock"
            : turn is 0 ? "have a day of another length"
            : $"have their day {(turn <= 12 ? turn : Hours - turn)} h {(turn <= 12 ? "earlier" : "later")}";
        return new Evidence(
            EvidenceKind.Timing,
            "hours_of_day",
            string.Create(
                CultureInfo.InvariantCulture,
                $"{reading.Accounts} accounts {day} compared with other accounts of the same countries; divergence "
                    + $"{reading.Divergence:0.000} bits where innocent groups have {reading.Usual:0.000}; by chance "
                    + $"{Chance.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    internal static float[]? Histogram(AccountProfile profile)
    {
        if (profile.CallCount < MinCalls)
        {
            return null;
        }

        using var buffer = Scratch.Rent<CallBuffer>();
        var hours = new float[Hours];
        foreach (ref readonly var call in profile.Read(buffer.Value))
        {
            hours[(int)(call.Micros / Micros.PerHour % Hours)] += 1f / profile.CallCount;
        }

        return hours;
    }

    // Most of the calls' country: the account system's word is the owner's own.
    private static int Country(AccountProfile profile)
    {
        using var buffer = Scratch.Rent<CallBuffer>();
        var calls = new SortedDictionary<int, int>();
        foreach (ref readonly var call in profile.Read(buffer.Value))
        {
            calls[call.Country] = calls.GetValueOrDefault(call.Country) + 1;
        }

        return calls.MaxBy(c => c.Value).Key;
    }
}
