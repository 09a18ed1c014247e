using Distill.Statistics;

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
        // All twenty agree: exactly 2^-20 by chance. Hoeffding's bound is only e^-10.
        double[] weights = [.. Enumerable.Repeat(0.7, 20)];
        Assert.Equal(-20 * Math.Log(2), RandomSigns.LogUpper(weights, 14), 1e-3);
        Assert.InRange(RandomSigns.LogUpper(weights, 14), -20 * Math.Log(2), -13);
    }

    [Fact]
    public void Bound_IsNeverBelowTheExactTail()
    {
        // Ten weights have 1,024 sums. The test checks the bound of every one.
        double[] weights = [3, 2.5, 2, 1, 1, 0.8, 0.5, 0.3, 0.2, 0.1];
        var sums = Enumerable
            .Range(0, 1 << weights.Length)
            .Select(signs => weights.Select((w, i) => (signs >> i & 1) == 0 ? w : -w).Sum())
            .Order()
            .ToArray();
        for (var i = 0; i < sums.Length; i++)
        {
            var tail = Math.Log((double)(sums.Length - Array.FindIndex(sums, s => s >= sums[i] - 1e-9)) / sums.Length);
            Assert.True(RandomSigns.LogUpper(weights, sums[i]) >= tail - 1e-9, $"sum {sums[i]}");
        }
    }

    [Fact]
    public void WholeWeights_HaveTheTailItself()
    {
        var ones = Enumerable.Repeat(-1, 400).ToArray();
        foreach (var hits in (int[])[240, 250, 270, 400])
        {
            Assert.Equal(Tails.LogBinomialUpper(hits, 400, 0.5), RandomSigns.LogUpper(ones, (2 * hits) - 400), 1e-6);
        }

        // Uneven weights. The test lists all 2^18 sums where the bound is small. A sum that no signs give has the tail of the next one.
        int[] weights = [.. Enumerable.Range(0, 18).Select(i => (i * 7 % 11) - 3)];
        var sums = Enumerable.Range(0, 1 << 18).Select(signs => weights.Select((w, i) => (signs >> i & 1) == 0 ? w : -w).Sum()).ToArray();
        var rare = Enumerable
            .Range(0, sums.Max() + 1)
            .Where(s => RandomSigns.LogUpper([.. weights.Select(w => (double)w)], (double)s) < -7)
            .ToArray();
        Assert.True(rare.Length > 5);
        foreach (var sum in rare)
        {
            Assert.Equal(Math.Log(sums.Count(s => s >= sum) / (double)sums.Length), RandomSigns.LogUpper(weights, sum), 1e-6);
        }
    }

    [Fact]
    public void WholeWeights_BeyondTheLargestSumOrTooMany_HaveTheBound()
    {
        Assert.True(RandomSigns.LogUpper((int[])[1, 1, 1], 4) < RandomSigns.LogUpper((int[])[1, 1, 1], 3));
        var many = Enumerable.Repeat(1000, 4000).ToArray();
        Assert.Equal(RandomSigns.LogUpper(many.Select(w => (double)w).ToArray(), 400_000), RandomSigns.LogUpper(many, 400_000));
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
