using Distill.Contracts;
using Distill.Core.Volumes;
using Distill.Functions.Settings;

namespace Distill.Functions.Volumes;

/// <summary>Asks the detector about the last hour of every series.</summary>
public sealed class VolumeReader(IVolumeDetector detector, VolumeOptions options, CorrelationOptions correlation)
{
    public IReadOnlyList<VolumeSeries> SeriesAt(VolumeLedger ledger, Hour hour) => ledger.SeriesAt(hour, options);

    /// <summary>The series whose last hour is unusual.</summary>
    public async Task<VolumeAnomaly[]> FindAsync(IReadOnlyList<VolumeSeries> series, CancellationToken cancellationToken)
    {
        var readings = new VolumeReading[series.Count];
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = correlation.Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(0, series.Count, parallel, async (i, token) => readings[i] = await detector.ReadLastAsync(series[i], token));
        return [.. series.Select((s, i) => VolumeAnomaly.Of(s, readings[i])).OfType<VolumeAnomaly>()];
    }
}
