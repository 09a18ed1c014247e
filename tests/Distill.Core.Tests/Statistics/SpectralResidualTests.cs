using Distill.Statistics;

namespace Distill.Core.Tests.Statistics;

public sealed class SpectralResidualTests
{
    [Fact]
    public void FlatSeries_HasNoScores()
    {
        double[] flat = [.. Enumerable.Repeat(100.0, 168)];

        Assert.All(SpectralResidual.Scores(flat), score => Assert.InRange(score, 0, 1e-6));
        Assert.Equal(0, SpectralResidual.LastDeviation(flat));
    }

    [Theory]
    [InlineData(167)]
    [InlineData(120)]
    [InlineData(60)]
    public void OneSpike_HasTheHighestScore(int at)
    {
        var series = Noisy(seed: at);
        series[at] += 400;

        var scores = SpectralResidual.Scores(series);

        Assert.Equal(at, Array.IndexOf(scores, scores.Max()));
        Assert.True(scores[at] > 0.3, $"The spike scores {scores[at]:F3}.");
    }

    [Theory]
    [InlineData(10)]
    [InlineData(1_000_000)]
    public void Scores_DoNotHangOnTheUnit(double factor)
    {
        var series = Noisy(seed: 5);
        series[^1] += 200;

        var scores = SpectralResidual.Scores(series);
        var scaled = SpectralResidual.Scores([.. series.Select(x => factor * x)]);

        Assert.All(scores.Zip(scaled), pair => Assert.Equal(pair.First, pair.Second, 6));
    }

    [Fact]
    public void LastDeviation_IsTheStandardScore() =>
        // Mean 2.5, deviation sqrt(1.25).
        Assert.Equal(1.5 / Math.Sqrt(1.25), SpectralResidual.LastDeviation([1, 2, 3, 4]), 12);

    [Fact]
    public void TooFewPoints_AreRefused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => SpectralResidual.Scores(new double[SpectralResidual.MinPoints - 1]));

    private static double[] Noisy(int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, 168).Select(_ => 100 + 20 * (random.NextDouble() - 0.5))];
    }
}
