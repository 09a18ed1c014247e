using System.Diagnostics.Metrics;

namespace Distill.Functions.Ingest;

/// <summary>Counts of the ingestion, under the meter <c>Distill.Ingest</c>.</summary>
public sealed class IngestMetrics
{
    public const string MeterName = "Distill.Ingest";

    private readonly Counter<long> _rejects;
    private readonly Histogram<double> _lag;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Events = meter.CreateCounter<long>("distill.ingest.events", "{event}", "Events taken in.");
        Windows = meter.CreateCounter<long>("distill.ingest.windows", "{window}", "Windows written.");
        _rejects = meter.CreateCounter<long>("distill.ingest.rejects", "{event}", "Events refused, by reason.");
        _lag = meter.CreateHistogram<double>("distill.ingest.lag", "s", "From an event's enqueued time until its batch is saved, of the batch's oldest event.");
    }

    public Counter<long> Events { get; }

    public Counter<long> Windows { get; }

    public void Saved(EventBatch batch, DateTimeOffset now) => _lag.Record(
        Math.Max((now - batch.Events.Min(e => e.Enqueued)).TotalSeconds, 0), new KeyValuePair<string, object?>("partition", batch.Partition.Id));

    public void Reject(string reason) => _rejects.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
