using System.Diagnostics.Metrics;
using Distill.Core.Events;
using Distill.Functions.Batches;

namespace Distill.Functions.Telemetry;

/// <summary>Metrics of the ingestion, under the meter <c>Distill.Ingest</c>.</summary>
public sealed class IngestMetrics
{
    public const string MeterName = "Distill.Ingest";

    private readonly Counter<long> _rejects,
        _faults,
        _reusedIds,
        _missed;
    private readonly Histogram<double> _lag;

    public IngestMetrics(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        Events = meter.CreateCounter<long>("distill.ingest.events", "{event}", "Events taken in.");
        Windows = meter.CreateCounter<long>("distill.ingest.windows", "{window}", "Windows written.");
        Sightings = meter.CreateCounter<long>("distill.ingest.sightings", "{sighting}", "Accounts and hours with a mark of a known operator.");
        _rejects = meter.CreateCounter<long>("distill.ingest.rejects", "{event}", "Events refused, by reason.");
        _faults = meter.CreateCounter<long>(
            "distill.ingest.field_faults",
            "{field}",
            "Fields of events taken in that were dropped, cut, mended or unknown, by field and fault."
        );
        _reusedIds = meter.CreateCounter<long>(
            "distill.ingest.reused_ids",
            "{call}",
            "Calls whose account used their id for another call of the same batch."
        );
        _missed = meter.CreateCounter<long>(
            "distill.ingest.missed",
            "{event}",
            "Events that the hub numbered, that did not come and could not be read again."
        );
        _lag = meter.CreateHistogram<double>(
            "distill.ingest.lag",
            "s",
            "From an event's enqueued time until its batch is saved, of the batch's oldest event."
        );
    }

    public Counter<long> Events { get; }

    public Counter<long> Windows { get; }

    public Counter<long> Sightings { get; }

    public void Saved(EventBatch batch, DateTimeOffset now)
    {
        // An event that can't be read does not say when it was enqueued.
        var oldest = batch.Events.Select(e => e.Enqueued).Where(t => t != default).DefaultIfEmpty(now).Min();
        _lag.Record(Math.Max((now - oldest).TotalSeconds, 0), new KeyValuePair<string, object?>("partition", batch.Partition.Id));
        Read(batch);
    }

    /// <summary>Counts faults of fields and reused ids in a batch.</summary>
    public void Read(EventBatch batch)
    {
        Read(batch.Faults);
        if (batch.Seen.OfReusedIds is > 0 and var reused)
        {
            _reusedIds.Add(reused);
        }
    }

    /// <summary>Counts faults of fields.</summary>
    public void Read(FieldFaultCounts faults)
    {
        foreach (var (field, fault, count) in faults.All)
        {
            _faults.Add(count, new KeyValuePair<string, object?>("field", field.Name()), new KeyValuePair<string, object?>("fault", fault.Name()));
        }
    }

    /// <summary>Counts events that did not come, though the hub numbered them.</summary>
    public void Missed(HubPartition partition, long events) => _missed.Add(events, new KeyValuePair<string, object?>("partition", partition.Id));

    public void Reject(string reason) => _rejects.Add(1, new KeyValuePair<string, object?>("reason", reason));
}
