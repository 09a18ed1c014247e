using Distill.Honeypots.Attribution;
using Distill.Honeypots.Dictionary;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class CellEvidenceTests
{
    private static readonly MarkKey s_key = MasterKey.FromBytes("a master key of a test, long enough"u8).Provider(EpochId.Parse("2026-w47"));

    [Fact]
    public void Habit_IsTheRateInAllOtherContexts()
    {
        // Pair 0 elsewhere: 1 of 4 and 2 of 5, so (3 + .5) / (9 + 1). Pair 1 does not count.
        var evidence = Weigh(Count(0, 1, 3, 6), Count(0, 2, 1, 4), Count(0, 3, 2, 5), Count(1, 1, 9, 9));
        Assert.Equal(0.35, evidence[0].Habit, 12);

        // v = .35 x .65 x (.04 + 1/6), u = (.5 - .35) / sqrt v, a = 8u / (7 + u^2) / sqrt v.
        var v = 0.35 * 0.65 * (0.04 + (1 / 6.0));
        var u = 0.15 / Math.Sqrt(v);
        Assert.Equal(8 * u / (7 + (u * u)) / Math.Sqrt(v), evidence[0].Weight, 12);
    }

    [Fact]
    public void PairOfOneContext_IsTakenForEven() => Assert.Equal(0.5, Weigh(Count(0, 1, 4, 4))[0].Habit);

    [Fact]
    public void HabitRepeated_CountsOnce()
    {
        CellCount[] others = [Count(0, 2, 5, 10), Count(0, 3, 5, 10)];
        double Weight(int times) => Weigh([Count(0, 1, times, times), .. others])[0].Weight;
        Assert.InRange(Weight(10_000) / Weight(100), 0.5, 1.5);
    }

    [Theory]
    [InlineData(3, 1)]
    [InlineData(0, -1)]
    public void Weight_HasTheSignOfThePreference(int chosen, int sign) =>
        Assert.Equal(sign, Math.Sign(Weigh(Count(0, 1, chosen, 3), Count(0, 2, 5, 10))[0].Weight));

    private static IReadOnlyList<CellEvidence> Weigh(params IReadOnlyList<CellCount> counts)
    {
        var sample = new SiteCounts();
        foreach (var count in counts)
        {
            for (var i = 0; i < count.Sightings; i++)
            {
                sample.Add(count.Cell, i < count.Chosen);
            }
        }

        return new LayerEvidence([new Answer("", sample)], new AttributionOptions { Tau = 0.1 }).Of(s_key);
    }

    private static CellCount Count(ushort pair, byte context, int chosen, int sightings) => new(new Cell(pair, context), chosen, sightings);
}
