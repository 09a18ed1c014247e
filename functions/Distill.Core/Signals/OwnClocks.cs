using Distill.Statistics;

namespace Distill.Core.Signals;

/// <summary>
/// Judges what accounts have in common against a null in which each keeps its own clock. Programs that run by a clock take turns and have equal
/// shares by themselves, whoever runs them.
/// </summary>
internal static class OwnClocks
{
    // Number of draws. Their mean and spread are estimates, so the test is Student's, of a new observation.
    private const int Draws = 24;

    // Smallest deviation of the draws that is believed, as a share of their mean.
    private const double LeastDeviation = 1e-3;

    /// <summary>
    /// Returns the mean of the draws, and the natural logarithm of the chance that own clocks alone give <paramref name="observed"/> or more.
    /// </summary>
    /// <param name="observed">The statistic.</param>
    /// <param name="draw">Draws the statistic when each account keeps its own clock, and nothing else ties it to the others.</param>
    public static (double Expected, double LogChance) Judge(double observed, Func<double> draw)
    {
        var drawn = new double[Draws];
        for (var i = 0; i < Draws; i++)
        {
            drawn[i] = draw();
        }

        var expected = drawn.Average();
        var deviation = Math.Sqrt(drawn.Sum(d => (d - expected) * (d - expected)) / (Draws - 1));
        var error = Math.Max(deviation, Math.Abs(expected) * LeastDeviation) * Math.Sqrt(1 + (1.0 / Draws));
        return (expected, observed <= expected ? 0 : Tails.LogStudentUpper((observed - expected) / error, Draws - 1));
    }
}
