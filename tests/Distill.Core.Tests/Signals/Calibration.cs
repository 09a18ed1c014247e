namespace Distill.Core.Tests.Signals;

/// <summary>p-values under the null must not be smaller than chance makes them.</summary>
internal static class Calibration
{
    /// <summary>At each level there are no more p-values below it than three standard deviations above the level; and not all are near 1.</summary>
    /// <param name="logs">Logarithms of the p-values.</param>
    /// <param name="slack">How many times the level is allowed, where the null is known in its moments only.</param>
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
