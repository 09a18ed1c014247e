using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class AccountTimingTests
{
    private static readonly ushort s_us = ('U' << 8) | 'S';

    [Fact]
    public void GapsOfAQueueAmongPeople_AreStrange()
    {
        var group = Group((i, random) => i < 20 ? Queue(random) : People(random, 15));

        var evidence = new ArrivalRhythm(group.Reference()).Measure(group);

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
    }

    [Fact]
    public void GapsOfPeopleAmongPeople_AreNot()
    {
        var group = Group((_, random) => People(random, 15));

        Assert.Null(new ArrivalRhythm(group.Reference()).Measure(group));
    }

    [Fact]
    public void WorkingDayOfAnotherContinent_IsStrange()
    {
        // The members work from 9 to 17 at UTC+8, from addresses of a country that works from 15 UTC.
        var group = Group((i, random) => People(random, i < 20 ? 2 : 15));

        var evidence = new HoursOfDay(group.Reference()).Measure(group);

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
        Assert.Matches("have their day 1[1-3] h", evidence.Detail);
    }

    [Fact]
    public void WorkingDayOfOnesOwnCountry_IsNot()
    {
        // Half of the population lives elsewhere, and all members belong to one half.
        var group = Group((i, random) => People(random, i % 2 == 0 ? 2 : 15), i => i % 2 == 0 ? (ushort)7 : s_us);
        var members = group.Population.Profiles.Where((_, i) => i % 2 == 0).Take(20).ToArray();

        Assert.Null(new HoursOfDay(group.Reference()).Measure(group with { Members = members }));
    }

    [Fact]
    public void CallsByTheClockAmongPeople_AreEvidence()
    {
        var group = Group((i, random) => i < 20 ? Clock(random) : People(random, 15));

        var evidence = new ClockRegularity(group.Reference()).Measure(group);

        Assert.NotNull(evidence);
        Assert.True(evidence.LogLikelihoodRatio > 9.2, evidence.Detail);
    }

    [Fact]
    public void CallsByTheClockWhereAThirdOfProgramsDo_AreNot()
    {
        // A third of the programs call by a clock. Each program has 20 users.
        var group = Group((i, random) => i / 20 % 3 == 0 ? Clock(random) : People(random, 15), client: i => (uint)(1 + (i / 20)));

        Assert.Null(new ClockRegularity(group.Reference()).Measure(group));
    }

    [Fact]
    public void Regularity_IsSeenInSecondsMinutesAndGaps()
    {
        var random = new Random(1);

        Assert.True(Regular(n => (n * 17) + (n * n % 7 * 3)), "whole minutes");
        Assert.True(Regular(n => (n * 17) + (random.Next(1000) / 60.0)), "whole seconds");
        Assert.True(Regular(n => n * 20.003217), "fixed gaps");
        Assert.False(Regular(n => n * 20 * (1 + random.NextDouble())), "people");
    }

    private static bool Regular(Func<int, double> minute) => ClockRegularity.IsRegular(Crowd.Account(0, Enumerable.Range(0, 40).Select(minute)));

    // 20 members among 300 accounts.
    private static AccountGroup Group(
        Func<int, Random, IEnumerable<double>> minutes,
        Func<int, ushort>? country = null,
        Func<int, uint>? client = null
    ) =>
        Crowd.Group(
            20,
            300,
            i =>
                Crowd.Account(i, minutes(i, new Random(i)), (c, _) => c with { Country = country?.Invoke(i) ?? s_us }, client: client?.Invoke(i) ?? 0)
        );

    // Sittings of about six calls on ten days, within eight hours of the day.
    private static IEnumerable<double> People(Random random, int firstHour)
    {
        for (var day = 0; day < 10; day++)
        {
            var minute = (day * 1440) + ((firstHour - 3) * 60) + (random.NextDouble() * 480);
            for (var n = random.Next(2, 10); n > 0; n--)
            {
                yield return minute += .2 - (3 * Math.Log(1 - random.NextDouble()));
            }
        }
    }

    // An even load, day and night.
    private static IEnumerable<double> Queue(Random random) => Enumerable.Range(0, 200).Select(n => (n * 70) + (random.NextDouble() * 40));

    // A call in every hour, exactly on the second.
    private static IEnumerable<double> Clock(Random random)
    {
        var phase = random.Next(60);
        return Enumerable.Range(0, 100).Select(n => (n * 60.0) + phase);
    }
}
