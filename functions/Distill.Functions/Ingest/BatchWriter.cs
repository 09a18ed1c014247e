using Distill.Contracts;
using Distill.Functions.Batches;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>
/// Stores what a batch holds. Every step may be repeated. The progress comes last, so that it never names windows that are not stored yet.
/// </summary>
public sealed class BatchWriter(
    EventTables tables,
    MissedEvents missed,
    LetterWriter letters,
    WindowFold windows,
    SightingWriter sightings,
    IngestMetrics metrics,
    TimeProvider time,
    ILogger<BatchWriter> log
)
{
    /// <summary>
    /// Stores a batch, with the events that did not come with it. If a part of it can't be stored, that part alone goes to the dead letters.
    /// </summary>
    public async Task SaveAsync(EventBatch came, CancellationToken cancellationToken)
    {
        var batch = await missed.CompleteAsync(came, cancellationToken);
        await SaveRejectsAsync(batch, cancellationToken);
        try
        {
            await StoreAsync(batch, cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsOurs(e))
        {
            await letters.SaveAsync(await StoreApartAsync(batch, cancellationToken), cancellationToken);
        }

        await sightings.SaveAsync(batch, cancellationToken);
        Tell(batch, await tables.Progress.SaveAsync(batch, time.GetUtcNow(), cancellationToken));
        metrics.Saved(batch, time.GetUtcNow());
        metrics.Events.Add(batch.Events.Count - batch.Rejects.Count);
        log.BatchSaved(batch.Partition, batch.FirstSequence, batch.LastSequence, batch.Calls.Count, batch.Rejects.Count);
    }

    /// <summary>Stores a batch that came over HTTP. Sending it again changes nothing.</summary>
    /// <returns>The events that were not taken. They are not stored: the answer names them, and the caller still has them.</returns>
    public async Task<IReadOnlyList<DeadLetter>> SaveSentAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var rejects = new List<DeadLetter>(batch.Rejects);
        try
        {
            await StoreAsync(batch, cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsOurs(e))
        {
            rejects.AddRange(await StoreApartAsync(batch, cancellationToken));
        }

        await sightings.SaveAsync(batch, cancellationToken);
        await tables.Progress.SaveAsync(batch, time.GetUtcNow(), cancellationToken);
        metrics.Events.Add(batch.Events.Count - rejects.Count);
        metrics.Read(batch);
        rejects.ForEach(r => metrics.Reject(r.Reason));
        return rejects;
    }

    /// <summary>Stores all events of a batch as dead letters, because the batch could not be stored.</summary>
    public Task GiveUpAsync(EventBatch batch, CancellationToken cancellationToken) =>
        letters.SaveAsync([.. batch.Events.Select(e => Unstored(batch, e))], cancellationToken);

    /// <summary>Goes on after a batch that was given up.</summary>
    public async Task PassAsync(EventBatch batch, CancellationToken cancellationToken) =>
        Tell(batch, await tables.Progress.PassAsync(batch, cancellationToken));

    private async Task StoreAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        await tables.Facts.SaveAsync(batch.Facts.Select(f => f.Fact), cancellationToken);
        foreach (var (hour, calls) in batch.Calls)
        {
            await windows.SaveAsync(batch.Partition, hour, calls, cancellationToken);
        }
    }

    // Returns what can't be stored.
    private async Task<List<DeadLetter>> StoreApartAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var unstorable = new List<DeadLetter>();
        foreach (var (sequence, fact) in batch.Facts)
        {
            await TryAsync(() => tables.Facts.SaveAsync([fact], cancellationToken), [sequence]);
        }

        foreach (var (hour, accounts) in batch.Calls)
        {
            foreach (var (account, calls) in accounts)
            {
                var one = new Dictionary<AccountId, List<SequencedCall>> { [account] = calls };
                await TryAsync(() => windows.SaveAsync(batch.Partition, hour, one, cancellationToken), calls.Select(c => c.Sequence));
            }
        }

        return unstorable;

        async Task TryAsync(Func<Task> save, IEnumerable<long> sequences)
        {
            try
            {
                await save();
            }
            catch (Exception e) when (StorageFault.IsOurs(e))
            {
                if (batch.Partition == HubPartition.Http)
                {
                    log.SentCannotBeStored(e);
                }
                else
                {
                    log.CannotBeStored(e, batch.Partition, batch.FirstSequence, batch.LastSequence);
                }

                var own = sequences.ToHashSet();
                unstorable.AddRange(batch.Events.Where(x => own.Contains(x.Sequence)).Select(x => Unstored(batch, x)));
            }
        }
    }

    private void Tell(EventBatch batch, IReadOnlyList<SequenceGap> gaps)
    {
        foreach (var gap in gaps)
        {
            metrics.Missed(batch.Partition, gap.Missing);
            log.EventsMissed(batch.Partition, gap.Missing, gap.First, gap.Last);
        }
    }

    private static DeadLetter Unstored(EventBatch batch, HubEvent e) =>
        new()
        {
            Partition = batch.Partition,
            Event = e,
            Reason = DeadLetter.Storage,
        };

    private async Task SaveRejectsAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        await letters.SaveAsync(batch.Rejects, cancellationToken);
        foreach (var reject in batch.Rejects)
        {
            metrics.Reject(reject.Reason);
            log.Rejected(reject.Partition, reject.Event.Sequence, reject.Reason, reject.Field ?? "none");
        }
    }
}
