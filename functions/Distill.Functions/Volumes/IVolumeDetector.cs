using Distill.Core.Volumes;

namespace Distill.Functions.Volumes;

/// <summary>Says whether a series' last hour has unusually many calls. Built in, or a service where one is set up.</summary>
public interface IVolumeDetector
{
    Task<VolumeReading> ReadLastAsync(VolumeSeries series, CancellationToken cancellationToken);
}
