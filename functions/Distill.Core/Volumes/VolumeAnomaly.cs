using Distill.Contracts;

namespace Distill.Core.Volumes;

/// <summary>
/// An hour with unusually many calls of one model, reseller or autonomous system. It shows that something happens, not who does wrong. People see
/// it; no stage that decides does.
/// </summary>
public sealed record VolumeAnomaly
{
    public required VolumeKey Key { get; init; }

    public required Hour Hour { get; init; }

    public required HourVolume Volume { get; init; }

    /// <summary>Usual number of calls.</summary>
    public required double Expected { get; init; }

    /// <summary>Severity from 0 to 1, on the detector's own scale.</summary>
    public required double Severity { get; init; }

    /// <summary>Makes an anomaly from a reading. Null when nothing is unusual.</summary>
    public static VolumeAnomaly? Of(VolumeSeries series, in VolumeReading reading) =>
        !reading.IsAnomaly
            ? null
            : new VolumeAnomaly
            {
                Key = series.Key,
                Hour = series.Hour,
                Volume = series.Last,
                Expected = reading.Expected,
                Severity = reading.Severity,
            };
}
