using Azure;
using Distill.Contracts;
using Distill.Core.Volumes;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Volumes;

/// <summary>
/// Looks at the volumes of an hour beside its correlation, and shows the unusual ones: a row, a metric, a log line. No verdict depends on it, and no
/// failure here stops one.
/// </summary>
public sealed class VolumeWatch(VolumeReader reader, VolumeTable table, CorrelationMetrics metrics, ILogger<VolumeWatch> log)
{
    public async Task LookAsync(VolumeLedger ledger, Hour hour, CancellationToken cancellationToken)
    {
        IReadOnlyList<VolumeSeries> series = [];
        try
        {
            series = reader.SeriesAt(ledger, hour);
            var anomalies = await reader.FindAsync(series, cancellationToken);
            await table.SaveAsync(hour, anomalies, cancellationToken);
            Array.ForEach(anomalies, Show);
        }
        catch (Exception e) when (e is RequestFailedException or AggregateException || StorageFault.IsOurs(e))
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
