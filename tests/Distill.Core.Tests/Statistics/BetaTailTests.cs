using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class BetaTailTests
{
    [Theory]
    [InlineData(0.5, 1, 1, 0.5)]
    [InlineData(0.9, 1, 3, 0.001)]
    [InlineData(0.3, 2, 5, 0.420175)]
    [InlineData(0.05, 0.5, 9.5, 0.329877)]
    [InlineData(0.5, 30, 30, 0.5)]
    public void Tail_IsTheKnownOne(double x, double a, double b, double tail) => Assert.Equal(tail, Math.Exp(BetaTail.LogUpper(x, a, b)), 4);

    [Fact]
    public void Tail_IsTheBinomials()
    {
        // P(Beta(k, n - k + 1) <= p) = P(Binomial(n, p) >= k): Abramowitz and Stegun 26.5.24.
        foreach (var (k, n, p) in new[] { (3, 20, .1), (15, 20, .1), (40, 50, .5) })
        {
            Assert.Equal(Tails.LogBinomialUpper(k, n, p), BetaTail.LogUpper(1 - p, n - k + 1, k), 6);
        }
    }

    [Fact]
    public void Ends_AreCertainAndImpossible()
    {
        Assert.Equal(0, BetaTail.LogUpper(0, 1, 2));
        Assert.Equal(double.NegativeInfinity, BetaTail.LogUpper(1, 1, 2));
    }
}
