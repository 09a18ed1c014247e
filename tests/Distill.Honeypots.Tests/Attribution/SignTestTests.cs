using Distill.Honeypots.Attribution;

namespace Distill.Honeypots.Tests.Attribution;

public sealed class SignTestTests
{
    [Theory]
    [InlineData(1, 400)]
    [InlineData(2, 400)]
    [InlineData(3, 15)]
    public void RandomSigns_AreAccusedNoMoreOftenThanP(int seed, int cells)
    {
        // Weights as uneven as habits: a few are a hundred times the others.
        var rng = new Random(seed);
        double[] weights = [.. Enumerable.Range(0, cells).Select(_ => Math.Pow(rng.NextDouble(), -1.2) * (rng.Next(2) == 0 ? 1 : -1))];
        const int keys = 20_000;
        var logPs = new double[keys];
        for (var k = 0; k < keys; k++)
        {
            logPs[k] = SignTest.Of(weights, [.. weights.Select(_ => (sbyte)((2 * rng.Next(2)) - 1))]).LogP;
        }

        foreach (var alpha in (double[])[0.5, 0.1, 0.01, 0.001])
        {
            // Three standard deviations of the count of such a rare event.
            Assert.True(logPs.Count(p => p <= Math.Log(alpha)) <= (alpha * keys) + (3 * Math.Sqrt(alpha * keys)), $"alpha {alpha}");
        }
    }

    [Fact]
    public void Agreement_IsMeasuredInStandardDeviations()
    {
        var test = SignTest.Of([3, -4], [1, -1]);
        Assert.Equal(7 / 5.0, test.Z, 0.005);
        Assert.Equal(2, test.Cells);
        Assert.Equal(0, SignTest.Of([3, -4], [-1, 1]).LogP);
    }

    [Fact]
    public void SmallChances_AreTheTailAndNoBound()
    {
        // A z of 4.8 from 3,600 even weights is 8e-7 by the normal distribution. The bound is three times that.
        sbyte[] signs = [.. Enumerable.Range(0, 3600).Select(i => (sbyte)(i < 1944 ? 1 : -1))];
        var test = SignTest.Of([.. Enumerable.Repeat(0.3, 3600)], signs);
        Assert.Equal(4.8, test.Z, 12);
        Assert.InRange(test.P, 7e-7, 9e-7);
    }

    [Fact]
    public void NoCells_ShowNothing() => Assert.Equal(new SignTest(0, 0, 0), SignTest.Of([], []));
}
