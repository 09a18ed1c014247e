using Azure;
using Distill.Contracts;
using Distill.Core.Volumes;
using Distill.Functions.Correlation;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Volumes;

/// <summary>
/// Looks at the volumes of an hour beside its correlation and shows what is unusual: a row, a metric, a line in the log. Nothing that decides reads
/// any of it, and what goes wrong here stops no verdict.
/// </summary>
public sealed class VolumeWatch(
    IVolumeDetector detector,
    VolumeTable table,
    VolumeOptions options,
    CorrelationOptions correlation,
    CorrelationMetrics metrics,
    ILogger<VolumeWatch> log
)
{
    public async Task LookAsync(VolumeLedger ledger, Hour hour, CancellationToken cancellationToken)
    {
        var series = ledger.SeriesAt(hour, options);
        var readings = new VolumeReading[series.Count];
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = correlation.Readers, CancellationToken = cancellationToken };
            await Parallel.ForAsync(0, series.Count, parallel, async (i, token) => readings[i] = await detector.ReadLastAsync(series[i], token));
            var anomalies = series.Select((s, i) => VolumeAnomaly.Of(s, readings[i])).OfType<VolumeAnomaly>().ToArray();
            await table.SaveAsync(hour, anomalies, cancellationToken);
            Array.ForEach(anomalies, Show);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException)
        {
            log.VolumesNotRead(e, hour, series.Count);
        }
    }

    private void Show(VolumeAnomaly anomaly)
    {
        metrics.VolumeAnomaly(VolumeKey.NameOf(anomaly.Key.Kind));
        log.UnusualVolume(anomaly.Hour, anomaly.Key, anomaly.Volume.Calls, anomaly.Expected, anomaly.Volume.Accounts, anomaly.Volume.Busiest);
    }
}
