using System.Collections.Concurrent;
using Distill.Core.Events;

namespace Distill.Functions.Ingest;

/// <summary>Parses a batch. An event is good or has a reason; none stops the others.</summary>
public sealed class BatchReader(EventLimits limits)
{
    // A parser serves one thread; partitions are read side by side.
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
