using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Tests.Scoring;

public sealed class QuantileTests
{
    [Fact]
    public void WhatNeverCame_CountsAsLongerThanAnything()
    {
        double[] hours = [double.PositiveInfinity, 3, 1];
        Assert.Equal(3, Quantile.Median(hours));
        Assert.True(double.IsPositiveInfinity(Quantile.Of(hours, 0.9)));
    }

    [Theory]
    [InlineData(0.5, 2)]
    [InlineData(0.9, 4)]
    [InlineData(0.75, 3)]
    public void Quantile_IsTheSmallestValueThatThisShareDoesNotExceed(double q, double expected) =>
        Assert.Equal(expected, Quantile.Of([4, 2, 1, 3], q));

    [Fact]
    public void Nothing_HasNoQuantile() => Assert.True(double.IsNaN(Quantile.Median([])));
}
