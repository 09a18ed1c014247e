using System.Diagnostics.Metrics;

namespace Distill.Functions.Ingest;

/// <summary>Counts of the ingestion, under the meter <c>Distill.Ingest</c>.</summary>
public sealed class IngestMetrics
{
    public const string MeterName = "Distill.Ingest";

    private readonly Counter<long> _rejects;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Events = meter.CreateCounter<long>("distill.ingest.events", "{event}", "Events taken in.");
        Windows = meter.CreateCounter<long>("distill.ingest.windows", "{window}", "Windows written.");
        _rejects = meter.CreateCounter<long>("distill.ingest.rejects", "{event}", "Events refused, by reason.");
    }

    public Counter<long> Events { get; }

    public Counter<long> Windows { get; }

    public void Reject(string reason) => _rejects.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
