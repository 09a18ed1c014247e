using CsCheck;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class TurnTakingTests
{
    [Theory]
    [InlineData(new[] { 0, 1, 2, 3, 0, 1, 2, 3 }, 3.0)]
    [InlineData(new[] { 0, 0, 0, 1, 1 }, 0.0)]
    [InlineData(new[] { 0, 1, 1, 1, 0 }, 1.0 / 3)]
    public void DistinctBetween_CountsEachOtherOnce(int[] order, double expected) =>
        Assert.Equal(expected, TurnTaking.MeanDistinctBetween(order, Hours(order.Length), 4)!.Value, 9);

    [Fact]
    public void DistinctBetween_IsTheNaiveCount() =>
        Gen.Int[0, 6]
            .Array[2, 60]
            .Sample(order =>
            {
                var counts = new List<int>();
                for (var i = 0; i < order.Length; i++)
                {
                    var before = Array.LastIndexOf(order, order[i], Math.Max(0, i - 1), i);
                    if (i > 0 && before >= 0)
                    {
                        counts.Add(order[(before + 1)..i].Distinct().Count());
                    }
                }

                var mean = TurnTaking.MeanDistinctBetween(order, Hours(order.Length), 7);
                return counts.Count == 0 ? mean is null : Math.Abs(mean!.Value - counts.Average()) < 1e-9;
            });

    [Fact]
    public void RelayThatPicksTheLongestIdle_TakesTurns()
    {
        var random = new Random(1);
        var idle = new List<int>(Enumerable.Range(0, 30));
        var sittings = new List<(int, double)>();
        for (var minute = 0.0; minute < 5 * 1440; minute += 6)
        {
            // Pick one of the ten idle longest, as real relays with unhealthy accounts do.
            var pick = idle[random.Next(10)];
            idle.Remove(pick);
            idle.Add(pick);
            sittings.Add((pick, minute));
        }

        var evidence = TurnTaking.Measure(Group(30, sittings));

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 20, evidence.Detail);
    }

    [Fact]
    public void PeopleWithOfficeHours_DoNot()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var sittings = new List<(int, double)>();
            for (var account = 0; account < 30; account++)
            {
                for (var day = 0; day < 5; day++)
                {
                    for (var n = random.Next(0, 12); n > 0; n--)
                    {
                        sittings.Add((account, (day * 1440) + 480 + (random.NextDouble() * 600)));
                    }
                }
            }

            Assert.Null(TurnTaking.Measure(Group(30, sittings)));
        }
    }

    private static long[] Hours(int count) => [.. Enumerable.Range(0, count).Select(i => i * 3_600_000_000L)];

    private static AccountGroup Group(int accounts, List<(int Account, double Minute)> sittings)
    {
        var profiles = Enumerable
            .Range(0, accounts)
            .Select(a =>
                Some.Profile(
                    sittings.Where(s => s.Account == a).DefaultIfEmpty((a, 0)).Select(s => Some.Call($"a{a:00}", time: Some.Time.AddMinutes(s.Item2)))
                )
            )
            .ToArray();
        return new AccountGroup(profiles, PopulationBaseline.Of(profiles));
    }
}
