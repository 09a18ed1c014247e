using Distill.Core.Volumes;

namespace Distill.Functions.Volumes;

/// <summary>The built-in detector: the spectral residual, in this process.</summary>
internal sealed class SpectralVolumeDetector(VolumeOptions options) : IVolumeDetector
{
    public Task<VolumeReading> ReadLastAsync(VolumeSeries series, CancellationToken cancellationToken) =>
        Task.FromResult(VolumeReading.BySpectralResidual(series, options));
}
