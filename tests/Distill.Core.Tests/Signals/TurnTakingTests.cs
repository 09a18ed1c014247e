using CsCheck;
using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class TurnTakingTests
{
    private static readonly double s_threshold = new DetectionOptions().EvidenceThreshold;

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

    [Theory]
    [InlineData(15, 3, 7)]
    [InlineData(30, 6, 5)]
    [InlineData(60, 4, 5)]
    public void RelayUnderVaryingLoad_TakesTurns(int accounts, int slack, int days)
    {
        var evidence = TurnTaking.Measure(Group(accounts, Relays.Sittings(accounts, slack, days)));

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 12, evidence.Detail);
    }

    /// <summary>
    /// A gateway's turns are its customer's own, also if other customers use what it uses. An operator's cards take turns with each other.
    /// </summary>
    [Theory]
    [InlineData(30, false)]
    [InlineData(5, true)]
    [InlineData(1, true)]
    public void OnlyTurnsBetweenCustomers_Count(int accountsPerCard, bool takesTurns)
    {
        var sittings = Relays.Sittings(30, 3, 7);
        for (var other = 30; other < 34; other++)
        {
            sittings.AddRange(Relays.Alone(7, other).Select(minute => (other, minute)));
        }

        var evidence = TurnTaking.Measure(Group(34, sittings, account => account < 30 ? $"card{account / accountsPerCard}" : $"own{account}"));

        Assert.Equal(takesTurns, evidence?.LogLikelihoodRatio >= s_threshold);
    }

    [Theory]
    [MemberData(nameof(Timetables.Sorts), MemberType = typeof(Timetables))]
    public void UnrelatedTimetables_DoNot(string sort)
    {
        foreach (var accounts in new[] { 10, 15, 30, 60 })
        {
            for (var seed = 0; seed < 4; seed++)
            {
                var evidence = TurnTaking.Measure(Group(accounts, Timetables.Sittings(sort, accounts, days: 3 + (seed % 5), seed)));

                Assert.True(evidence is null || evidence.LogLikelihoodRatio < s_threshold, $"{accounts} accounts, seed {seed}: {evidence?.Detail}");
            }
        }
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

    /// <summary>The record starts and ends in the middle of a day, and the weekend is quiet: such days can't be exchanged for whole ones.</summary>
    [Fact]
    public void PeopleOfAnyHours_DoNot_WhenTheRecordIsCut()
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var sittings = new List<(int, double)>();
            for (var account = 0; account < 30; account++)
            {
                var rises = 300 + random.Next(600);
                for (var day = 0; day < 10; day++)
                {
                    for (var n = random.Next(2, 7); n > 0; n--)
                    {
                        var minute = (day * 1440) + rises + (random.NextDouble() * 700);
                        if (day % 7 < 5 && minute >= seed * 60 && minute < (10 * 1440) - (seed * 45))
                        {
                            sittings.Add((account, minute));
                        }
                    }
                }
            }

            Assert.Null(TurnTaking.Measure(Group(30, sittings)));
        }
    }

    private static long[] Hours(int count) => [.. Enumerable.Range(0, count).Select(i => i * 3_600_000_000L)];

    private static AccountGroup Group(int accounts, List<(int Account, double Minute)> sittings, Func<int, string>? card = null)
    {
        var profiles = Enumerable
            .Range(0, accounts)
            .Select(a =>
                Some.Profile(
                    sittings
                        .Where(s => s.Account == a)
                        .DefaultIfEmpty((a, 0))
                        .Select(s => Some.Call($"a{a:00}", time: Some.Time.AddMinutes(s.Item2))),
                    card is null ? null : Some.Record($"a{a:00}", payment: card(a))
                )
            )
            .ToArray();
        return new AccountGroup(profiles, PopulationBaseline.Of(profiles));
    }
}
