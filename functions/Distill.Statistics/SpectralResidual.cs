using System.Numerics;
using MathNet.Numerics.IntegralTransforms;

namespace Distill.Statistics;

/// <summary>How much each point of a series stands out from the series' own rhythm.</summary>
/// <remarks>
/// H. Ren et al., Time-Series Anomaly Detection Service at Microsoft, KDD 2019, section 3.1, doi:10.1145/3292500.3330680, after X. Hou and L. Zhang,
/// Saliency detection: a spectral residual approach, CVPR 2007, doi:10.1109/CVPR.2007.383267. What repeats is smooth in the log spectrum, and is
/// subtracted there: R = log A - mean(log A). R with the old phases, transformed back, is the saliency. A daily cycle is a few lines of the
/// spectrum, so it leaves little.
/// </remarks>
public static class SpectralResidual
{
    /// <summary>The fewest points that a spectrum says anything about.</summary>
    public const int MinPoints = 12;

    // The parameters of the paper and of its authors' code, in points. The last point has no future, so five forecasts stand in for it.
    private const int SpectrumWindow = 3;
    private const int ScoreWindow = 40;
    private const int Forecasts = 5;
    private const int LookBack = 5;
    private const double Epsilon = 1e-8;

    /// <summary>A score from 0 to 1 for each point: a tenth of how many times its saliency exceeds the mean of the 40 points up to it.</summary>
    /// <exception cref="ArgumentException">There are fewer than <see cref="MinPoints"/> points.</exception>
    public static double[] Scores(ReadOnlySpan<double> series)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(series.Length, MinPoints, nameof(series));
        var saliency = Saliency(Extend(series));
        var usual = TrailingMean(saliency, ScoreWindow);
        var scores = new double[series.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            scores[i] = usual[i] < Epsilon ? 0 : Math.Clamp(Math.Abs(saliency[i] - usual[i]) / usual[i] / 10, 0, 1);
        }

        return scores;
    }

    /// <summary>How many standard deviations of the series its last point lies above the mean; 0 if the series never changes.</summary>
    public static double LastDeviation(ReadOnlySpan<double> series)
    {
        var mean = Mean(series);
        var squares = 0.0;
        foreach (var value in series)
        {
            squares += (value - mean) * (value - mean);
        }

        var deviation = Math.Sqrt(squares / series.Length);
        return deviation < Epsilon ? 0 : (series[^1] - mean) / deviation;
    }

    /// <summary>
    /// The series, and five times the point that the mean slope leads to: x(n-m+1) + m * mean slope, from the points before the last.
    /// </summary>
    /// <remarks>The last point is the one in question, so the slope leaves it out, as the authors' code does.</remarks>
    private static double[] Extend(ReadOnlySpan<double> series)
    {
        var known = series[^(LookBack + 2)..^1];
        var next = known[1];
        for (var i = 0; i < LookBack; i++)
        {
            next += (known[LookBack] - known[i]) / (LookBack - i);
        }

        var extended = new double[series.Length + Forecasts];
        series.CopyTo(extended);
        Array.Fill(extended, next, series.Length, Forecasts);
        return extended;
    }

    private static double[] Saliency(double[] series)
    {
        Complex[] spectrum = [.. series.Select(x => new Complex(x, 0))];
        Fourier.Forward(spectrum, FourierOptions.NoScaling);
        var log = Array.ConvertAll(spectrum, c => c.Magnitude < Epsilon ? 0 : Math.Log(c.Magnitude));
        var smooth = TrailingMean(log, SpectrumWindow);
        for (var k = 0; k < spectrum.Length; k++)
        {
            var amplitude = spectrum[k].Magnitude;
            spectrum[k] = amplitude < Epsilon ? 0 : spectrum[k] / amplitude * Math.Exp(log[k] - smooth[k]);
        }

        Fourier.Inverse(spectrum, FourierOptions.NoScaling);
        return Array.ConvertAll(spectrum, c => c.Magnitude / series.Length);
    }

    /// <summary>The mean of each point and those before it, of at most <paramref name="window"/> points.</summary>
    private static double[] TrailingMean(double[] values, int window)
    {
        var means = new double[values.Length];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            sum += values[i] - (i >= window ? values[i - window] : 0);
            means[i] = sum / Math.Min(i + 1, window);
        }

        return means;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        var sum = 0.0;
        foreach (var value in values)
        {
            sum += value;
        }

        return sum / values.Length;
    }
}
