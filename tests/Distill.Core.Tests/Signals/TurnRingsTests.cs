using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class TurnRingsTests
{
    private const int Days = 6;
    private const int LookbackHours = 168;

    [Theory]
    [InlineData(16, 16)]
    [InlineData(24, 60)]
    public void Ring_IsFoundAmongOthersOfItsGroup(int ring, int others)
    {
        var group = Group(ring, others, Days);

        var found = Assert.Single(new TurnRings(group.Population, LookbackHours).Find(group));

        Assert.InRange(found.Members.Count(i => i < ring), 0.8 * ring, ring);
        Assert.InRange(found.Members.Count(i => i >= ring), 0, 1);
    }

    [Fact]
    public void TwoRings_AreFoundApart()
    {
        var (first, second) = (Relays.Sittings(20, 3, Days), Relays.Sittings(20, 3, Days, seed: 2));
        var group = Crowd.Group(
            40,
            340,
            i =>
                Crowd.Account(
                    i,
                    i < 20 ? Of(first, i)
                        : i < 40 ? Of(second, i - 20)
                        : Relays.Alone(Days, i)
                )
        );

        var found = new TurnRings(group.Population, LookbackHours).Find(group);

        Assert.Equal(2, found.Count);
        Assert.All(found, ring => Assert.Single(ring.Members.Select(i => i / 20).Distinct()));
    }

    [Fact]
    public void AccountsThatCallWhenTheyLike_AreNone()
    {
        var group = Group(0, 100, Days);

        Assert.Empty(new TurnRings(group.Population, LookbackHours).Find(group));
    }

    /// <summary>They rise and rest at the same hours, and so do all others.</summary>
    [Fact]
    public void PeopleWithOfficeHours_AreNone()
    {
        var group = Crowd.Group(
            60,
            400,
            i =>
            {
                var random = new Random(i);
                return Crowd.Account(
                    i,
                    from day in Enumerable.Range(0, 5)
                    from minute in Enumerable.Range(0, 1 + random.Next(6)).Select(_ => 480 + (random.NextDouble() * 600)).Order().ToArray()
                    select (day * 1440) + minute
                );
            }
        );

        Assert.Empty(new TurnRings(group.Population, LookbackHours).Find(group));
    }

    /// <summary>In a small population nobody can tell how well others are locked.</summary>
    [Fact]
    public void SmallPopulation_TellsNothing()
    {
        var relay = Relays.Sittings(20, 3, Days);
        var group = Crowd.Group(20, 80, i => Crowd.Account(i, i < 20 ? Of(relay, i) : Relays.Alone(Days, i)));
        var rings = new TurnRings(group.Population, LookbackHours);

        Assert.False(rings.CanTell);
        Assert.Empty(rings.Find(group));
    }

    /// <summary>An hour may be correlated when all accounts have been silent for longer than the lookback.</summary>
    [Fact]
    public void EmptyPopulation_TellsNothing() => Assert.False(new TurnRings(PopulationBaseline.Of([]), LookbackHours).CanTell);

    [Fact]
    public void AccountOfFewTurns_IsUnknown()
    {
        var group = Crowd.Group(2, 300, i => Crowd.Account(i, i == 0 ? [60, 400, 700] : Relays.Alone(Days, i)));
        var rings = new TurnRings(group.Population, LookbackHours);

        Assert.Equal([true, false], [rings.IsUnknown(group, 0), rings.IsUnknown(group, 1)]);
    }

    // A group of a relay's accounts and others, among 300 more.
    private static AccountGroup Group(int ring, int others, int days)
    {
        var relay = Relays.Sittings(Math.Max(ring, 3), 3, days);
        return Crowd.Group(ring + others, ring + others + 300, i => Crowd.Account(i, i < ring ? Of(relay, i) : Relays.Alone(days, i)));
    }

    private static IEnumerable<double> Of(List<(int Account, double Minute)> sittings, int account) =>
        sittings.Where(s => s.Account == account).Select(s => s.Minute);
}
