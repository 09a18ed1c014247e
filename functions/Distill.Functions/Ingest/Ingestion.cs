using Distill.Contracts;
using Distill.Functions.Storage;

namespace Distill.Functions.Ingest;

/// <summary>
/// Stores what a batch holds. Every step may be repeated; the progress comes last, so that it never speaks of windows that are not there.
/// </summary>
public sealed class Ingestion(
    WindowFold windows,
    FactTable facts,
    DeadLetterTable deadLetters,
    ProgressTable progress,
    TimeProvider time,
    IngestMetrics metrics,
    ILogger<Ingestion> log
)
{
    public async Task SaveAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        await SaveRejectsAsync(batch, cancellationToken);
        await StoreAsync(batch, cancellationToken);
        await progress.SaveAsync(batch, time.GetUtcNow(), cancellationToken);
        metrics.Saved(batch, time.GetUtcNow());
        metrics.Events.Add(batch.Events.Count - batch.Rejects.Count);
        log.BatchSaved(batch.Partition, batch.FirstSequence, batch.LastSequence, batch.Calls.Count, batch.Rejects.Count);
    }

    /// <summary>Stores a batch of which something can't be stored: account by account, and what can't be goes to the dead letters.</summary>
    public async Task SaveApartAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        await SaveRejectsAsync(batch, cancellationToken);
        await deadLetters.SaveAsync(await StoreApartAsync(batch, cancellationToken), cancellationToken);
        await progress.SaveAsync(batch, time.GetUtcNow(), cancellationToken);
        metrics.Saved(batch, time.GetUtcNow());
    }

    /// <summary>
    /// Stores a batch that came over HTTP; may be repeated as a whole. Answers what was not taken: who sent it is told, and has it.
    /// </summary>
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

        await progress.SaveAsync(batch, time.GetUtcNow(), cancellationToken);
        metrics.Events.Add(batch.Events.Count - rejects.Count);
        metrics.Read(batch);
        rejects.ForEach(r => metrics.Reject(r.Reason));
        return rejects;
    }

    /// <summary>Keeps all events of a batch as dead letters: none of them could be stored as what it is.</summary>
    public Task GiveUpAsync(EventBatch batch, CancellationToken cancellationToken) =>
        deadLetters.SaveAsync([.. batch.Events.Select(e => Unstored(batch, e))], cancellationToken);

    private async Task StoreAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        await facts.SaveAsync(batch.Accounts, batch.Bans, cancellationToken);
        foreach (var (hour, calls) in batch.Calls)
        {
            await windows.SaveAsync(batch.Partition, hour, calls, cancellationToken);
        }
    }

    // Answers what can't be stored.
    private async Task<List<DeadLetter>> StoreApartAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var unstorable = new List<DeadLetter>();
        foreach (var record in batch.Accounts)
        {
            await TryAsync(() => facts.SaveAsync([record], [], cancellationToken), []);
        }

        foreach (var ban in batch.Bans)
        {
            await TryAsync(() => facts.SaveAsync([], [ban], cancellationToken), []);
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
                log.CannotBeStored(e, batch.Partition, batch.FirstSequence, batch.LastSequence);
                var own = sequences.ToHashSet();
                unstorable.AddRange(batch.Events.Where(x => own.Contains(x.Sequence)).Select(x => Unstored(batch, x)));
            }
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
        await deadLetters.SaveAsync(batch.Rejects, cancellationToken);
        foreach (var reject in batch.Rejects)
        {
            metrics.Reject(reject.Reason);
            log.Rejected(reject.Partition, reject.Event.Sequence, reject.Reason, reject.Field);
        }
    }
}
