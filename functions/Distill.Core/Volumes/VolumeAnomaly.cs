using Distill.Contracts;

namespace Distill.Core.Volumes;

/// <summary>
/// An hour with unusually many calls of one model, reseller or network. It says that something goes on, not who does wrong: it is shown to people,
/// and no stage that decides can see it.
/// </summary>
public sealed record VolumeAnomaly
{
    public required VolumeKey Key { get; init; }

    public required Hour Hour { get; init; }

    public required HourVolume Volume { get; init; }

    /// <summary>Calls that would have been usual.</summary>
    public required double Expected { get; init; }

    /// <summary>0 to 1, by the detector's own scale.</summary>
    public required double Severity { get; init; }

    /// <summary>Null when the reading says that nothing is unusual.</summary>
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
