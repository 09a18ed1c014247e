using Distill.Core.Framings;
using Distill.Core.Profiles;
using Distill.Statistics;

namespace Distill.Core.Tests.Framings;

public sealed class FramingPairsTests
{
    private static readonly FramingFamily s_family = Family(varied: false);

    /// <summary>An operator has two framings of its own and uses four framings of the trade, as three hundred others do.</summary>
    [Fact]
    public void FramingsThatTheSameFewUse_AreACore()
    {
        FramingUser[] users = [.. Enumerable.Range(0, 30).Select(i => User(i, 0, 1, 2 + (i % 4))), .. Trade(300)];

        var core = Assert.Single(Pairs(s_family, users).Cores());

        Assert.Equal([Key(0), Key(1)], core.Family.Framings.Select(t => t.Key));
        Assert.Equal(Enumerable.Range(0, 30), core.Users);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(0)]
    public void FramingsThatAQuarterOfTheFamilysUsersUse_AreNone(int trade) =>
        Assert.Empty(Pairs(s_family, [.. Enumerable.Range(0, 40).Select(i => User(i, 0, 1, 2 + (i % 4))), .. Trade(trade)]).Cores());

    /// <summary>One in three accounts that use either framing uses both.</summary>
    [Fact]
    public void FramingsThatHaveUsersOfTheirOwn_AreNone() =>
        Assert.Empty(
            Pairs(
                    s_family,
                    [
                        .. Enumerable.Range(0, 10).Select(i => User(i, 0, 1)),
                        .. Enumerable.Range(10, 10).Select(i => User(i, 0)),
                        .. Enumerable.Range(20, 10).Select(i => User(i, 1)),
                        .. Trade(300),
                    ]
                )
                .Cores()
        );

    [Fact]
    public void VariedFramings_HaveNone() =>
        Assert.Empty(Pairs(Family(varied: true), [.. Enumerable.Range(0, 30).Select(i => User(i, 0, 1)), .. Trade(300)]).Cores());

    [Fact]
    public void ClosestPair_IsTheOneBeyondChance()
    {
        var pairs = Pairs(s_family, [.. Enumerable.Range(0, 20).Select(i => User(i, 0, 1)), .. Trade(30)]);

        Assert.Equal(20, pairs.Popularity[Key(0).Value]);
        Assert.Equal(50, pairs.UsersOfTwo);
        Assert.Equal(50, pairs.Census(10_000).UsersOf[2]);

        // The terms are ln of .04^20 / 20! e^-.04, and the tail beyond it.
        Assert.InRange(pairs.Census(10_000).ClosestPair + Math.Log(s_family.Tested), 106.7, 106.8);
        Assert.Equal(0, Pairs(s_family, [User(0, 0), User(1, 1)]).Census(10_000).ClosestPair + Math.Log(s_family.Tested), 9);
    }

    /// <summary>Twenty accounts of four customers are four users, of each framing, of both, and of two.</summary>
    [Fact]
    public void Census_CountsACustomerOnce()
    {
        var census = Pairs(s_family, [.. Enumerable.Range(0, 20).Select(i => User(i, 0, 1) with { Customer = i % 4 })]).Census(1000);

        Assert.Equal(4 / 1000.0, census.Popularity[0]);
        Assert.Equal([4, 4, 4, 0], census.UsersOf.Take(4));
        Assert.Equal(-Tails.LogPoissonUpper(4, 16 / 1000.0), census.ClosestPair + Math.Log(s_family.Tested), 9);
    }

    /// <summary>A crowd of new accounts with one framing each makes it no more popular. New accounts with two count on both sides.</summary>
    [Fact]
    public void Census_LeavesNewAccountsWithOneFramingOut()
    {
        FramingUser[] users = [.. Enumerable.Range(0, 20).Select(i => User(i, 0, 1))];
        FramingUser[] crowd = [.. Enumerable.Range(20, 80).Select(i => User(i, i % 2) with { IsEstablished = false })];
        FramingUser[] ofTwo = [.. Enumerable.Range(100, 5).Select(i => User(i, 0, 1) with { IsEstablished = false })];

        var (alone, crowded, more) = (
            Pairs(s_family, users).Census(1000),
            Pairs(s_family, [.. users, .. crowd]).Census(1000),
            Pairs(s_family, [.. users, .. crowd, .. ofTwo]).Census(1000)
        );

        Assert.Equal((alone.Customers, alone.ClosestPair, 80), (crowded.Customers, crowded.ClosestPair, crowded.NewUsers));
        Assert.Equal(alone.Popularity, crowded.Popularity);
        Assert.Equal(alone.UsersOf, crowded.UsersOf);
        Assert.Equal((1005, 25 / 1005.0, 25), (more.Customers, more.Popularity[0], more.UsersOf[2]));
    }

    // Each account uses two of the trade's four framings, in turn.
    private static IEnumerable<FramingUser> Trade(int count) =>
        Enumerable.Range(1000, count).Select(i => User(i, 2 + (i % 4), 2 + ((i + 1 + (i / 4 % 3)) % 4)));

    private static FramingPairs Pairs(FramingFamily family, FramingUser[] users) => new(family, users, new FramingPairs.Tables());

    private static FramingUser User(int profile, params int[] framings) =>
        new(profile, -1, [.. framings.Distinct().Order().Select(Key)], framings.Length, 0);

    private static FramingFamily Family(bool varied) =>
        new([.. Enumerable.Range(0, 6).Select(i => new Framing(Key(i), [Key(i)], varied ? 2 : 1))], 100);

    private static FramingKey Key(int framing) => FramingKey.Of((uint)(1000 + framing), 0, isTail: false);
}
