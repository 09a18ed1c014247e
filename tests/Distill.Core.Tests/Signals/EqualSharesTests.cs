using Distill.Core.Options;
using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class EqualSharesTests
{
    private static readonly double s_threshold = new DetectionOptions().EvidenceThreshold;

    [Fact]
    public void AccountsOfALoadBalancer_HaveEqualShares()
    {
        // The load differs from day to day, and all accounts follow it.
        int[] load = [10, 14, 24, 16, 11];
        var evidence = EqualShares.Measure(Group((_, day) => load[day]));

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9, evidence.Detail);
    }

    [Fact]
    public void CustomersOfOneHabit_AreFoundAsOftenAsChanceSays()
    {
        // Poisson customers of one rate are the hardest null. More than 10 of 300 groups with p < .01 would be rare (binomial, p < 1e-3).
        var random = new Random(2);
        var found = Enumerable.Range(0, 300).Count(_ => EqualShares.Measure(Group(_ => Poisson(random, 6))) is not null);

        Assert.InRange(found, 0, 10);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(24)]
    public void ProgramsThatRunByAClock_AreNot(int perDay) => Assert.Null(EqualShares.Measure(Group(_ => perDay)));

    [Theory]
    [MemberData(nameof(Timetables.Sorts), MemberType = typeof(Timetables))]
    public void UnrelatedTimetables_AreNot(string sort)
    {
        foreach (var accounts in new[] { 10, 15, 30, 60 })
        {
            for (var seed = 0; seed < 4; seed++)
            {
                var sittings = Timetables.Sittings(sort, accounts, days: 3 + (seed % 5), seed).ToLookup(s => s.Account, s => s.Minute);
                var profiles = Enumerable
                    .Range(0, accounts)
                    .Select(a => Some.Profile(sittings[a].DefaultIfEmpty(0).Select(m => Some.Call($"a{a:00}", time: Some.Time.AddMinutes(m)))))
                    .ToArray();
                var evidence = EqualShares.Measure(new AccountGroup(profiles, PopulationBaseline.Of(profiles)));

                Assert.True(evidence is null || evidence.LogLikelihoodRatio < s_threshold, $"{accounts} accounts, seed {seed}: {evidence?.Detail}");
            }
        }
    }

    [Fact]
    public void CustomersOfManyHabits_AreNot()
    {
        var random = new Random(3);

        Assert.Null(EqualShares.Measure(Group(account => Poisson(random, 1 + account))));
    }

    [Fact]
    public void LifeBeforeTheFirstTie_IsLeftOut()
    {
        var aged = Group(a => 2 + a);
        var tied = aged with { Since = [.. aged.Members.Select(m => m.Calls[^1].Micros)] };

        Assert.Equal(aged.Members[3].Sittings.Length, aged.SittingsOf(3).Length);
        Assert.Equal(1, tied.SittingsOf(3).Length);
        Assert.Null(EqualShares.Measure(tied));
    }

    // 20 accounts over five days, with the given number of sittings each day.
    private static AccountGroup Group(Func<int, int> perDay) => Group((account, _) => perDay(account));

    private static AccountGroup Group(Func<int, int, int> perDay)
    {
        var profiles = Enumerable
            .Range(0, 20)
            .Select(a =>
                Some.Profile(
                    Enumerable
                        .Range(0, 5)
                        .SelectMany(day =>
                        {
                            var sittings = Math.Max(day is 0 or 4 ? 1 : 0, perDay(a, day));
                            return Enumerable
                                .Range(0, sittings)
                                .Select(n =>
                                    Some.Call(
                                        $"a{a:00}",
                                        time: new DateTimeOffset(Some.Time.Date, TimeSpan.Zero).AddDays(day).AddMinutes(n * 1440.0 / sittings)
                                    )
                                );
                        })
                )
            )
            .ToArray();
        return new AccountGroup(profiles, PopulationBaseline.Of(profiles));
    }

    private static int Poisson(Random random, double mean)
    {
        var count = 0;
        for (var product = random.NextDouble(); product > Math.Exp(-mean); product *= random.NextDouble())
        {
            count++;
        }

        return count;
    }
}
