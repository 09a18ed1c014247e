using Distill.Contracts.Sealing;
using Distill.Functions.Batches;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>
/// Stores a batch in the last attempt. The host writes a checkpoint after it even if it fails, so it waits instead of failing: for the storage, or
/// for a key that is missing. If the host stops meanwhile, it cancels the attempt and writes no checkpoint, and the next owner of the partition gets
/// the batch again. So an operator who adds the key loses nothing. When <see cref="IngestOptions.Patience"/> is over, the events become dead letters.
/// If those can't be written either, the log names the sequence numbers, and the hub keeps the events for its retention.
/// </summary>
public sealed class LastAttempt(BatchWriter writer, IngestOptions options, TimeProvider time, ILogger<LastAttempt> log)
{
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(30);

    public async Task SaveAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        for (var wait = TimeSpan.FromSeconds(1); ; wait = 2 * wait < s_longest ? 2 * wait : s_longest)
        {
            try
            {
                await writer.SaveAsync(batch, cancellationToken);
                return;
            }
            catch (Exception e) when (MayPass(e) && time.GetElapsedTime(start) + wait < options.Patience)
            {
                log.MustWait(e, batch.Partition, batch.FirstSequence, batch.LastSequence, wait);
            }
            catch (Exception e) when (MayPass(e))
            {
                await GiveUpAsync(batch, e, cancellationToken);
                return;
            }

            await Task.Delay(wait, time, cancellationToken);
        }
    }

    private static bool MayPass(Exception e) => StorageFault.IsTheirs(e) || e is MissingKeyException;

    private async Task GiveUpAsync(EventBatch batch, Exception cause, CancellationToken cancellationToken)
    {
        log.GivenUp(cause, batch.Partition, batch.FirstSequence, batch.LastSequence);
        try
        {
            await writer.GiveUpAsync(batch, cancellationToken);
        }
        catch (Exception e) when (StorageFault.IsTheirs(e))
        {
            log.Lost(e, batch.Partition, batch.FirstSequence, batch.LastSequence);
            throw;
        }

        await writer.PassAsync(batch, cancellationToken);
    }
}
