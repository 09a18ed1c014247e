using System.Diagnostics.Metrics;

namespace Distill.Functions.Telemetry;

/// <summary>Metrics of the correlation, under the meter <c>Distill.Correlation</c>.</summary>
public sealed class CorrelationMetrics
{
    private readonly Gauge<double> _watermarkAge;
    private readonly Counter<long> _volumeAnomalies;

    public CorrelationMetrics(IMeterFactory meters)
    {
        var meter = meters.Create("Distill.Correlation");
        _watermarkAge = meter.CreateGauge<double>(
            "distill.correlation.watermark_age",
            "s",
            "How long the oldest closed hour has waited; 0 while none does."
        );
        _volumeAnomalies = meter.CreateCounter<long>(
            "distill.correlation.volume_anomalies",
            "{series}",
            "Hours of unusual volume, by kind of series."
        );
    }

    public void WatermarkAge(TimeSpan age) => _watermarkAge.Record(age.TotalSeconds);

    public void VolumeAnomaly(string kind) => _volumeAnomalies.Add(1, new KeyValuePair<string, object?>("kind", kind));
}
