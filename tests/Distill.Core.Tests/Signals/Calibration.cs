namespace Distill.Core.Tests.Signals;

/// <summary>Checks p-values under the null: they must not be smaller than chance makes them.</summary>
internal static class Calibration
{
    /// <summary>At each level, the share of p-values below it is at most three standard deviations above the level. And not all are near 1.</summary>
    /// <param name="logs">Logarithms of the p-values.</param>
    /// <param name="slack">Factor by which the level may be exceeded. It is above 1 when only the moments of the null are known.</param>
    public static void AssertHolds(IReadOnlyCollection<double> logs, double slack = 1)
    {
        foreach (var level in new[] { .2, .05, .01 })
        {
            var expected = slack * level * logs.Count;
            Assert.InRange(logs.Count(l => l <= Math.Log(level)), 0, expected + (3 * Math.Sqrt(expected)));
        }

        Assert.True(logs.Min() < Math.Log(.5), "The test never sees anything.");
    }
}
