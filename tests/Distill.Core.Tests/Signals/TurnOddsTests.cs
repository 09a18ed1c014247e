using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class TurnOddsTests
{
    private const int Days = 6;

    // 100 to 1.
    private const double Good = 4.6;

    [Theory]
    [InlineData(12)]
    [InlineData(24)]
    public void AccountsOfARelay_AllTakeTurns(int accounts)
    {
        var odds = TurnOdds.Measure(Group(accounts, 0));

        Assert.NotNull(odds);
        Assert.InRange(odds.Count(o => o >= Good), 0.9 * accounts, accounts);
    }

    /// <summary>What the group shows says nothing about those few.</summary>
    [Fact]
    public void FewOthersAmongThem_DoNot()
    {
        var odds = TurnOdds.Measure(Group(24, 4));

        Assert.NotNull(odds);
        Assert.All(odds[24..], o => Assert.True(o < Good));
        Assert.InRange(odds[..24].Count(o => o >= Good), 20, 24);
    }

    [Fact]
    public void WhereMostTakeNone_NobodyCanTell() => Assert.Null(TurnOdds.Measure(Group(12, 24)));

    [Theory]
    [MemberData(nameof(Timetables.Sorts), MemberType = typeof(Timetables))]
    public void Timetables_GiveNobodyGoodOdds(string sort)
    {
        var calls = Timetables.Sittings(sort, 20, Days, seed: 3);
        var group = Crowd.Group(20, 20, i => Crowd.Account(i, calls.Where(c => c.Account == i).Select(c => c.Minute)));

        Assert.DoesNotContain(TurnOdds.Measure(group) ?? [], o => o >= Good);
    }

    [Fact]
    public void TooFewSittings_TellNothing() => Assert.Null(TurnOdds.Measure(Crowd.Group(8, 8, i => Crowd.Account(i, [60 + i, 600 + i]))));

    private static AccountGroup Group(int relayed, int others)
    {
        var relay = Relays.Sittings(relayed, 3, Days);
        return Crowd.Group(
            relayed + others,
            relayed + others,
            i => Crowd.Account(i, i < relayed ? relay.Where(s => s.Account == i).Select(s => s.Minute) : Relays.Alone(Days, i))
        );
    }
}
