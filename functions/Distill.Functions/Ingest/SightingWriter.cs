using System.Runtime.InteropServices;
using Azure;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Core.Newcomers;
using Distill.Core.Windows;
using Distill.Functions.Batches;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>
/// Notes where a batch shows a mark of a known operator. It says where to look and judges nobody, so a batch that comes again notes the same. An
/// event that shows nothing costs a few look-ups and no memory.
/// </summary>
public sealed class SightingWriter(OperatorCopy operators, SightingTable table, IngestMetrics metrics, ILogger<SightingWriter> log)
{
    public async Task SaveAsync(EventBatch batch, CancellationToken cancellationToken)
    {
        if (await operators.FindAsync(cancellationToken) is not { IsEmpty: false } index || Find(batch, index) is not { } found)
        {
            return;
        }

        try
        {
            await table.SaveAsync(found, cancellationToken);
            metrics.Sightings.Add(found.Count);
        }
        catch (RequestFailedException e) when (e.Status == 403)
        {
            // No right to this table must not stop the ingestion. Any other failure is the storage's, and the batch is tried again.
            log.SightingsNotSaved(e, found.Count);
        }
    }

    private static HashSet<Sighting>? Find(EventBatch batch, OperatorIndex index)
    {
        HashSet<Sighting>? found = null;
        foreach (var (hour, accounts) in batch.Calls)
        {
            foreach (var (account, calls) in accounts)
            {
                if (Carries(calls, index))
                {
                    (found ??= []).Add(new Sighting(account, hour, batch.Partition));
                }
            }
        }

        foreach (var (_, fact) in batch.Facts)
        {
            if (fact is AccountRecord record && index.HasMeans(new AccountFacts(record)))
            {
                (found ??= []).Add(new Sighting(record.Account, Hour.Of(record.Time), null));
            }
        }

        return found;
    }

    private static bool Carries(List<SequencedCall> calls, OperatorIndex index)
    {
        foreach (ref readonly var call in CollectionsMarshal.AsSpan(calls))
        {
            if (index.Carries(call.Call))
            {
                return true;
            }
        }

        return false;
    }
}
