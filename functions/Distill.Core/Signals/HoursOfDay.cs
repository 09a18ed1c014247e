using System.Globalization;
using Distill.Contracts;
using Distill.Core.Profiles;
using Distill.Core.Windows;
using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Finds groups whose accounts work at other hours than the accounts of the same countries: a working day at UTC+8 behind US addresses, or no day
/// at all.
/// </summary>
/// <remarks>
/// The measure is the Jensen-Shannon divergence between the group's hours of the day (UTC) and those of the population's accounts of the same
/// countries. No table of time zones is needed. The shift of the day that fits best tells whose day it may be.
/// </remarks>
internal sealed class HoursOfDay(ReferenceSample reference)
{
    // Hours in a day: the bins of the histogram.
    private const int Hours = 24;

    // Fewest calls of an account: fewer show no day. A day is flat when no hour has this multiple of an equal share.
    private const int MinCalls = 20;
    private const double Flat = 2;

    private readonly HabitProfile _hours = new(reference, Hours, Histogram, static p => Country(p));

    /// <summary>Null when fewer than eight members made 20 calls, or when innocent groups are as unusual more often than once in 100.</summary>
    public Evidence? Measure(AccountGroup group)
    {
        if (_hours.Judge(group) is not { } reading || -reading.LogChance < Rarity.LeastWeight)
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
                    + $"{Rarity.OneIn(-reading.LogChance)}."
            ),
            -reading.LogChance
        );
    }

    /// <summary>Returns the share of the calls in each hour of the day (UTC). Null for fewer than 20 calls.</summary>
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

    // The country of most calls. The account record's country would be only the owner's own claim.
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
