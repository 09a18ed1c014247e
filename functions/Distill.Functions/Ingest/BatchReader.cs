using System.Collections.Concurrent;
using Distill.Core.Events;
using Distill.Functions.Batches;

namespace Distill.Functions.Ingest;

/// <summary>Parses the events of a batch. A bad event becomes a dead letter with a reason, and the others go on.</summary>
public sealed class BatchReader(EventLimits limits)
{
    // A parser serves one thread, and several partitions are read at the same time.
    private readonly ConcurrentBag<EventParser> _idle = [];

    public EventBatch Read(HubPartition partition, IReadOnlyList<HubEvent> events)
    {
        var batch = new EventBatch(partition, events);
        var parser = _idle.TryTake(out var idle) ? idle : new EventParser(limits);
        foreach (var read in events)
        {
            if (read.Fault is { } fault)
            {
                batch.Rejects.Add(
                    new DeadLetter
                    {
                        Partition = partition,
                        Event = read,
                        Reason = fault,
                    }
                );
            }
            else
            {
                Sort(batch, read, parser.Parse(read.Body.Span, read.Enqueued));
            }
        }

        _idle.Add(parser);
        return batch;
    }

    private static void Sort(EventBatch batch, in HubEvent read, in ParsedEvent parsed)
    {
        batch.Faults.Add(parsed.Faults);
        switch (parsed.Kind)
        {
            case EventKind.Call:
                batch.Seen.Add(parsed.Call, parsed.IdFingerprint);
                batch.Add(new SequencedCall(read.Sequence, parsed.Call));
                break;
            case not EventKind.Rejected when parsed.Fact is { } fact:
                batch.Facts.Add(fact);
                break;
            default:
                batch.Rejects.Add(
                    new DeadLetter
                    {
                        Partition = batch.Partition,
                        Event = read,
                        Reason = parsed.Reason.Name(),
                        Field = parsed.Field,
                    }
                );
                break;
        }
    }
}
