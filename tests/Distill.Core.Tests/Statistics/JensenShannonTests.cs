using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class JensenShannonTests
{
    [Fact]
    public void Divergence_IsTheKnownOne()
    {
        Assert.Equal(0, JensenShannon.Divergence([.2, .8], [.2, .8]));
        Assert.Equal(1, JensenShannon.Divergence([1, 0], [0, 1]), 12);
        Assert.Equal(0.3112781, JensenShannon.Divergence([.5, .5], [1, 0]), 6);
    }

    [Theory]
    [InlineData(18.307, 10, 20, .05)]
    [InlineData(29.588, 10, 20, .001)]
    [InlineData(3.940, 10, 20, .95)]
    public void Gamma_IsTheKnownTailOfChiSquared(double x, double mean, double variance, double tail) =>
        Assert.Equal(1, Math.Exp(Tails.LogGammaUpper(x, mean, variance)) / tail, .1);
}
