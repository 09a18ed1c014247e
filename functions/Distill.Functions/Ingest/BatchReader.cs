using System.Collections.Concurrent;
using Distill.Core.Events;
using Distill.Functions.Batches;
using Distill.Functions.Settings;

namespace Distill.Functions.Ingest;

/// <summary>Parses the events of a batch. A bad event becomes a dead letter with a reason, and the others go on.</summary>
public sealed class BatchReader(EventLimits limits, FeatureKeys keys)
{
    // A parser serves one thread, and several partitions are read at the same time.
    private readonly ConcurrentBag<EventParser> _idle = [];

    public EventBatch Read(HubPartition partition, IReadOnlyList<HubEvent> events)
    {
        var batch = new EventBatch(partition, events);
        var parser = _idle.TryTake(out var idle) ? idle : new EventParser(limits, keys.Clients);
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
            case EventKind.Account when parsed.Account is { } account:
                batch.Accounts.Add(account);
                break;
            case EventKind.Ban when parsed.Ban is { } ban:
                batch.Bans.Add(ban);
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
