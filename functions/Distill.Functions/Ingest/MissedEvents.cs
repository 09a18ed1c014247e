using Distill.Functions.Batches;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>
/// Completes a batch of the trigger. If the hub's client library can't decode an event, the trigger drops it and what it had fetched behind it, and
/// the app sees only the gap in the numbers. The events are read again before the batch is stored, because a window leaves out what is at or below
/// its last number.
/// </summary>
public sealed class MissedEvents(ProgressTable progress, HubAgain hub, BatchReader reader, ILogger<MissedEvents> log)
{
    /// <summary>Returns the batch with the events that did not come, as far as the hub still has them, in the hub's order.</summary>
    public async Task<EventBatch> CompleteAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var missed = new Queue<HubEvent>();
        foreach (var gap in await progress.FindGapsAsync(batch, cancellationToken))
        {
            foreach (var e in await ReadAsync(batch.Partition, gap, cancellationToken))
            {
                missed.Enqueue(e);
            }
        }

        return missed.Count == 0 ? batch : reader.Read(batch.Partition, Merge(batch.Events, missed));
    }

    private async Task<IReadOnlyList<HubEvent>> ReadAsync(HubPartition partition, SequenceGap gap, CancellationToken cancellationToken)
    {
        try
        {
            var found = await hub.ReadAsync(partition, gap, cancellationToken);
            log.ReadAgain(partition, found.Count, gap.Missing, gap.First, gap.Last);
            return found;
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellationToken.IsCancellationRequested)
        {
            // Whatever the hub's client throws, it must not cost the events that came. What is missing is told when the batch is stored.
            log.NotReadAgain(e, partition, gap.First, gap.Last);
            return [];
        }
    }

    private static List<HubEvent> Merge(IReadOnlyList<HubEvent> events, Queue<HubEvent> missed)
    {
        var all = new List<HubEvent>(events.Count + missed.Count);
        foreach (var e in events)
        {
            while (missed.TryPeek(out var before) && before.Sequence < e.Sequence)
            {
                all.Add(missed.Dequeue());
            }

            all.Add(e);
        }

        return all;
    }
}
