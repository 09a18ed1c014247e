using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class IndependentSumTests
{
    private static readonly Outcome[] s_coin = [new(0.5, 0), new(0.5, 1)];

    [Fact]
    public void Tail_OfTosses_IsTheBinomials()
    {
        var tosses = Enumerable.Repeat(s_coin, 60).ToArray();
        foreach (var hits in (int[])[45, 50, 55, 60])
        {
            var (exact, bound) = (Tails.LogBinomialUpper(hits, 60, 0.5), IndependentSum.LogUpper(tosses, hits));
            Assert.InRange(bound, exact - 1e-9, exact + 0.01);
        }
    }

    [Fact]
    public void Tail_IsNeverBelowTheTruth()
    {
        // Uneven outcomes. The test lists all 4^8 sums.
        var rng = new Random(4);
        Outcome[][] terms =
        [
            .. Enumerable
                .Range(0, 8)
                .Select(_ => new Outcome[] { new(0.4, rng.NextDouble() * 3), new(0.3, -rng.NextDouble()), new(0.2, 0), new(0.1, rng.NextDouble()) }),
        ];
        var sums = terms
            .Aggregate(
                (IEnumerable<Outcome>)[new Outcome(1, 0)],
                (sums, term) => [.. sums.SelectMany(s => term.Select(o => new Outcome(s.P * o.P, s.Value + o.Value)))]
            )
            .ToArray();
        foreach (var value in sums.Select(s => s.Value).OrderDescending().Where((_, i) => i % 500 == 0))
        {
            var exact = Math.Log(sums.Where(s => s.Value >= value).Sum(s => s.P));
            Assert.True(IndependentSum.LogUpper(terms, value) >= exact - 1e-9);
        }
    }

    [Fact]
    public void BelowTheMean_NothingIsSaid()
    {
        Assert.Equal(0, IndependentSum.LogUpper([s_coin, s_coin], 1));
        Assert.Equal(0, IndependentSum.LogUpper([], 0));
    }
}
