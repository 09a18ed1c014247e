using Distill.Core.Volumes;

namespace Distill.Functions.Volumes;

/// <summary>Says whether the last hour of a series has unusually many calls.</summary>
public interface IVolumeDetector
{
    Task<VolumeReading> ReadLastAsync(VolumeSeries series, CancellationToken cancellationToken);
}
