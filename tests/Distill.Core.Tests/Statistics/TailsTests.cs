using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class TailsTests
{
    [Theory]
    [InlineData(3, 2.0, 0.3233235838)]
    [InlineData(10, 0.76, 8.8963e-9)]
    public void Poisson_IsTheKnownTail(int k, double mean, double tail) => AssertLog(tail, Tails.LogPoissonUpper(k, mean));

    [Theory]
    [InlineData(8, 10, 0.5, 0.0546875)]
    [InlineData(1, 5, 0.1, 0.40951)]
    public void Binomial_IsTheKnownTail(int k, int n, double p, double tail) => AssertLog(tail, Tails.LogBinomialUpper(k, n, p));

    [Theory]
    [InlineData(2, 52, 4, 5, 0.0416843)]
    [InlineData(1, 10, 3, 4, 0.8333333)]
    public void Hypergeometric_IsTheKnownTail(int k, int total, int marked, int drawn, double tail) =>
        AssertLog(tail, Tails.LogHypergeometricUpper(k, total, marked, drawn));

    [Theory]
    [InlineData(1.6448536, 0.05)]
    [InlineData(4.7534243, 1e-6)]
    [InlineData(8.0, 6.22096e-16)]
    public void Normal_IsTheKnownTail(double z, double tail) => AssertLog(tail, Tails.LogNormalUpper(z));

    [Theory]
    [InlineData(1.7138715, 23, 0.05)]
    [InlineData(2.7637695, 10, 0.01)]
    [InlineData(-1.7138715, 23, 0.95)]
    public void Student_IsTheKnownTail(double t, double freedom, double tail) => AssertLog(tail, Tails.LogStudentUpper(t, freedom));

    [Fact]
    public void ImpossibleAndCertain_AreSo()
    {
        Assert.Equal(0, Tails.LogPoissonUpper(0, 5));
        Assert.Equal(double.NegativeInfinity, Tails.LogBinomialUpper(6, 5, 0.5));
        Assert.Equal(double.NegativeInfinity, Tails.LogHypergeometricUpper(5, 52, 4, 10));
        Assert.Equal(0, Tails.LogHypergeometricUpper(2, 10, 8, 4), 9);
    }

    [Fact]
    public void LargeCounts_DoNotOverflow()
    {
        Assert.InRange(Tails.LogHypergeometricUpper(5_000, 1_000_000, 5_000, 25_000), -25_000, -15_000);
        Assert.InRange(Tails.LogBinomialUpper(25_000, 25_000, 0.2), -40_500, -40_000);
        Assert.InRange(Tails.LogPoissonUpper(1_000, 10), -4_000, -3_500);
    }

    private static void AssertLog(double expected, double logActual) => Assert.Equal(1, Math.Exp(logActual) / expected, 1e-4);
}
