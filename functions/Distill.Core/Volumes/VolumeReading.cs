using Distill.Statistics;

namespace Distill.Core.Volumes;

/// <summary>What a detector says of a series' last point.</summary>
/// <param name="IsAnomaly">True when it is unusually high.</param>
/// <param name="Expected">Calls that would have been usual.</param>
/// <param name="Severity">0 to 1.</param>
public readonly record struct VolumeReading(bool IsAnomaly, double Expected, double Severity)
{
    /// <summary>Reads by the spectral residual. Only more than usual counts: an outage is for others to see.</summary>
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
