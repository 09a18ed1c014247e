using System.Collections.Concurrent;
using Distill.Core.Events;
using Distill.Functions.Batches;
using Distill.Functions.Settings;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>Parses the events of a batch. A bad event becomes a dead letter with a reason, and the others go on.</summary>
public sealed class BatchReader(EventLimits limits, FeatureKeys keys, ILogger<BatchReader> log)
{
    // A parser serves one thread, and several partitions are read at the same time.
    private readonly ConcurrentBag<EventParser> _idle = [];

    public EventBatch Read(HubPartition partition, IReadOnlyList<HubEvent> events)
    {
        var batch = new EventBatch(partition, events);
        foreach (var read in events)
        {
            if (read.Fault is { } fault)
            {
                Reject(batch, read, fault);
                continue;
            }

            try
            {
                Parse(batch, read);
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                // A bug of the parser must cost this event alone, whatever the bug is. The other events of the batch are good.
                log.ReaderFailed(e, partition, read.Sequence);
                Reject(batch, read, DeadLetter.Fault);
            }
        }

        return batch;
    }

    private void Parse(EventBatch batch, in HubEvent read)
    {
        var parser = _idle.TryTake(out var idle) ? idle : new EventParser(limits, keys.Clients);
        Sort(batch, read, parser.Parse(read.Body.Span, read.Enqueued));

        // Not given back after a failure: it may be half changed.
        _idle.Add(parser);
    }

    private static void Sort(EventBatch batch, in HubEvent read, in ParsedEvent parsed)
    {
        switch (parsed.Kind)
        {
            case EventKind.Call:
                batch.Seen.Add(parsed.Call, parsed.IdFingerprint);
                batch.Add(new SequencedCall(read.Sequence, parsed.Call));
                break;
            case not EventKind.Rejected when parsed.Fact is { } fact:
                batch.Facts.Add((read.Sequence, fact));
                break;
            default:
                Reject(batch, read, parsed.Reason.Name(), parsed.Field);
                break;
        }

        batch.Faults.Add(parsed.Faults);
    }

    private static void Reject(EventBatch batch, in HubEvent read, string reason, string? field = null) =>
        batch.Rejects.Add(
            new DeadLetter
            {
                Partition = batch.Partition,
                Event = read,
                Reason = reason,
                Field = field,
            }
        );
}
