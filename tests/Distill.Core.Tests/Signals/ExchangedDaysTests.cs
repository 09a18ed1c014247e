using Distill.Contracts;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class ExchangedDaysTests
{
    // Minutes from 1970-01-01 at which the record starts: half past nine.
    private const int Start = (20_000 * Day) + 570;
    private const int Day = 24 * 60;

    /// <summary>A timetable's days are all alike, though the record starts and ends in the middle of one.</summary>
    [Fact]
    public void Timetables_StayAsTheyAre()
    {
        var sittings = Sittings(
            from account in Enumerable.Range(0, 12)
            from minute in Enumerable.Range(0, 5 * Day)
            let ofDay = (Start + minute) % Day
            where ofDay % 120 == account * 9 && ofDay is >= 360 and < 1200
            select (account, minute)
        );

        Assert.Equal(Observed(sittings), new ExchangedDays(sittings, [.. Enumerable.Range(0, 12)]).Draw(new Random(1)), 9);
    }

    [Fact]
    public void TurnsThatChangeFromDayToDay_FitEachOtherNoMore()
    {
        var sittings = ChangingTurns();

        Assert.InRange(new ExchangedDays(sittings, [.. Enumerable.Range(0, 12)]).Draw(new Random(1)), 0, 0.9 * Observed(sittings));
    }

    /// <summary>A day on which an account did hardly anything keeps its place.</summary>
    [Fact]
    public void OtherDays_KeepTheirPlace()
    {
        // All work on the first three days, and rest on the last but for one sitting at its end.
        var sittings = Sittings(
            from account in Enumerable.Range(0, 6)
            from minute in Enumerable.Range(0, 96).Select(hour => (hour * 60) + account)
            where minute < 3 * Day || minute >= (95 * 60)
            select (account, minute)
        );

        Assert.Equal(Observed(sittings), new ExchangedDays(sittings, [.. Enumerable.Range(0, 6)]).Draw(new Random(1)), 9);
    }

    /// <summary>The accounts of one customer keep what they have with each other.</summary>
    [Fact]
    public void DaysOfOneCustomer_AreExchangedTogether()
    {
        var sittings = ChangingTurns();

        Assert.InRange(new ExchangedDays(sittings, new int[12]).Draw(new Random(1)), 0.97 * Observed(sittings), 1.03 * Observed(sittings));
    }

    // Twelve accounts. All turns of a day take as long as the others of that day, and longer or shorter than those of other days.
    private static (int Member, long Micros)[] ChangingTurns() =>
        Sittings(
            from day in Enumerable.Range(0, 6)
            let pause = 4 + (3 * day)
            from turn in Enumerable.Range(0, Day / pause)
            select ((turn + (5 * day)) % 12, (day * Day) + (turn * pause))
        );

    private static (int Member, long Micros)[] Sittings(IEnumerable<(int Account, int Minute)> sittings) =>
        [.. sittings.OrderBy(s => s.Minute).ThenBy(s => s.Account).Select(s => (s.Account, (Start + s.Minute) * Micros.PerMinute))];

    private static double Observed((int Member, long Micros)[] sittings) =>
        TurnTaking.MeanDistinctBetween([.. sittings.Select(s => s.Member)], [.. sittings.Select(s => s.Micros)], 12)!.Value;
}
