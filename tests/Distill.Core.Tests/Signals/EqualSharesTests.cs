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
    public void AnyOtherGroup_IsFoundAsOftenAsChanceSays()
    {
        // Under the null the p-value may be small once in a hundred: in 300 random groups seldom more than 10 times (binomial, p < 1e-3).
        var population = Population(_ => null);
        var random = new Random(2);
        var found = Enumerable.Range(0, 300).Count(_ => EqualShares.Measure(
            new AccountGroup([.. random.GetItems(population.Profiles.ToArray(), 25).Distinct()], population)) is not null);

        Assert.InRange(found, 0, 10);
    }

    private static AccountGroup Group(Func<int, int?> perDay)
    {
        var population = Population(perDay);
        return new AccountGroup([.. population.Profiles.Take(25)], population);
    }

    // 25 accounts with the given sittings a day among 300 whose volumes are log-normal, as real clients' are.
    private static PopulationBaseline Population(Func<int, int?> perDay)
    {
        var random = new Random(1);
        return PopulationBaseline.Of([.. Enumerable.Range(0, 300).Select(i =>
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var sittings = (i < 25 ? perDay(i) : null) is { } fixedRate ? 3 * fixedRate : (int)Math.Clamp(Math.Exp(3 + normal), 2, 130);
            return Some.Profile(Enumerable.Range(0, sittings).Select(n => Some.Call($"a{i:000}", time: Some.Time.AddMinutes(n * 4320.0 / sittings))));
        })]);
    }
}
