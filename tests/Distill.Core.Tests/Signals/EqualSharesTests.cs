using Distill.Core.Profiles;
using Distill.Core.Signals;

namespace Distill.Core.Tests.Signals;

public sealed class EqualSharesTests
{
    [Fact]
    public void AccountsOfALoadBalancer_HaveEqualShares()
    {
        var evidence = EqualShares.Measure(Group(_ => 12));

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
    private static AccountGroup Group(Func<int, int> perDay)
    {
        var profiles = Enumerable
            .Range(0, 20)
            .Select(a =>
                Some.Profile(
                    Enumerable
                        .Range(0, 5)
                        .SelectMany(day =>
                        {
                            var sittings = Math.Max(day is 0 or 4 ? 1 : 0, perDay(a));
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
