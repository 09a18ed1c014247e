using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Ingest;

/// <summary>
/// The attempt after which the host moves on whatever happens: it checkpoints a batch that failed. So this attempt does not fail while there is hope.
/// It waits for the storage with the batch in hand, for the checkpoint waits for it; a host that stops meanwhile cancels it, writes no checkpoint,
/// and the next owner gets the batch again. When patience ends the events become dead letters; and when not even that can be written, the log names
/// the sequence numbers, which the hub still holds for its retention.
/// </summary>
public sealed class LastAttempt(Ingestion ingestion, IngestOptions options, TimeProvider time, ILogger<LastAttempt> log)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    public async Task SaveAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var wait = TimeSpan.FromSeconds(1); ; wait = 2 * wait < s_longest ? 2 * wait : s_longest)
        {
            try
            {
                await ingestion.SaveAsync(batch, cancellationToken);
                return;
            }
            catch (Exception e) when (StorageFault.IsTheirs(e) && time.GetElapsedTime(start) + wait < options.Patience)
            {
                log.StorageAway(e, batch.Partition, batch.FirstSequence, batch.LastSequence, wait);
            }
            catch (Exception e) when (StorageFault.IsTheirs(e))
            {
                await GiveUpAsync(batch, e, cancellationToken);
                return;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private async Task GiveUpAsync(EventBatch batch, Exception cause, CancellationToken cancellationToken)
    {
        log.GivenUp(cause, batch.Partition, batch.FirstSequence, batch.LastSequence);
        try
        {
            await ingestion.GiveUpAsync(batch, cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsTheirs(e))
        {
            log.Lost(e, batch.Partition, batch.FirstSequence, batch.LastSequence);
            throw;
        }
    }
}
