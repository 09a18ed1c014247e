using Distill.Core.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class RandomSignsTests
{
    [Theory]
    [InlineData(1.0, 0.5042)]
    [InlineData(4.98, 1.0106e-6)]
    [InlineData(6.18, 1.0190e-9)]
    public void Bound_IsTheSmallerOfTheTwo(double z, double p) => Assert.Equal(p, Math.Exp(RandomSigns.LogUpper(z)), p * 0.01);

    [Theory]
    [InlineData(0)]
    [InlineData(-3)]
    public void AgreementByChanceOrLess_ProvesNothing(double z)
    {
        Assert.Equal(0, RandomSigns.LogUpper(z));
        Assert.Equal(0, RandomSigns.LogUpper([1, 1, 1], z));
    }

    [Fact]
    public void FewWeights_AreJudgedByThemselves()
    {
        // All twenty agree: exactly 2^-20 by chance, of which Hoeffding knows e^-10 only.
        double[] weights = [.. Enumerable.Repeat(0.7, 20)];
        Assert.Equal(-20 * Math.Log(2), RandomSigns.LogUpper(weights, 14), 1e-3);
        Assert.InRange(RandomSigns.LogUpper(weights, 14), -20 * Math.Log(2), -13);
    }

    [Fact]
    public void Bound_IsNeverBelowTheExactTail()
    {
        // Ten weights have 1,024 sums: every one of them is asked for its bound.
        double[] weights = [3, 2.5, 2, 1, 1, 0.8, 0.5, 0.3, 0.2, 0.1];
        var sums = Enumerable.Range(0, 1 << weights.Length).Select(signs => weights.Select((w, i) => (signs >> i & 1) == 0 ? w : -w).Sum()).Order().ToArray();
        for (var i = 0; i < sums.Length; i++)
        {
            var tail = Math.Log((double)(sums.Length - Array.FindIndex(sums, s => s >= sums[i] - 1e-9)) / sums.Length);
            Assert.True(RandomSigns.LogUpper(weights, sums[i]) >= tail - 1e-9, $"sum {sums[i]}");
        }
    }

    [Fact]
    public void NoWeights_ProveNothing()
    {
        Assert.Equal(0, RandomSigns.LogUpper([], 0));
        Assert.Equal(0, RandomSigns.LogUpper([0, 0], 0));
    }

    [Theory]
    [InlineData(1e-6, 4.98)]
    [InlineData(1e-9, 6.18)]
    public void Critical_IsTheZOfTheDesign(double p, double z) => Assert.Equal(z, RandomSigns.Critical(Math.Log(p)), 0.01);
}
