using Distill.Statistics;

namespace Distill.Core.Volumes;

/// <summary>A detector's judgement of a series' last point.</summary>
/// <param name="IsAnomaly">True when the point is unusually high.</param>
/// <param name="Expected">Usual number of calls.</param>
/// <param name="Severity">Severity from 0 to 1, on the detector's own scale.</param>
public readonly record struct VolumeReading(bool IsAnomaly, double Expected, double Severity)
{
    /// <summary>Judges by the spectral residual. Only unusually many calls count; an outage is for other tools to see.</summary>
    public static VolumeReading BySpectralResidual(VolumeSeries series, VolumeOptions options)
    {
        double[] points = [.. series.Points];
        var score = SpectralResidual.Scores(points)[^1];
        var usual = series.Usual();
        return new VolumeReading(
            score > options.MinScore && SpectralResidual.LastDeviation(points) >= options.MinDeviations && points[^1] >= options.MinRatio * usual,
            usual,
            score
        );
    }
}
