using Azure;
using Distill.Contracts;
using Distill.Core.Windows;
using Distill.Functions.Batches;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Ingest;

/// <summary>
/// Folds calls into stored windows exactly once, although events are delivered at least once. Each row carries the last event's sequence number.
/// Events up to it are skipped. A row is only replaced if it is as it was read. The hub replays from some event on and leaves none out, so none is
/// missed.
/// </summary>
public sealed class WindowFold(WindowTable windows, WindowCache cache, IngestOptions options, IngestMetrics metrics, ILogger<WindowFold> log)
{
    /// <summary>Folds an hour's calls of one hub partition.</summary>
    /// <exception cref="RequestFailedException">The storage failed, or other writers kept changing the rows.</exception>
    public async Task SaveAsync(
        HubPartition partition,
        Hour hour,
        IReadOnlyDictionary<AccountId, List<SequencedCall>> calls,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; ; attempt++)
        {
            var rows = cache.Take(hour, partition) ?? await windows.ReadAsync(hour, partition, cancellationToken);
            var changed = Fold(rows, hour, calls);
            try
            {
                await windows.WriteAsync(hour, partition, changed, cancellationToken);
                cache.Give(hour, partition, rows);
                metrics.Windows.Add(changed.Count);
                return;
            }
            catch (RequestFailedException e) when (StorageFault.IsConflict(e) && attempt < options.ConflictAttempts)
            {
                log.WindowsChangedMeanwhile(hour, partition, attempt, e.Status);
            }
        }
    }

    private static List<WindowRow> Fold(Dictionary<AccountId, WindowRow> rows, Hour hour, IReadOnlyDictionary<AccountId, List<SequencedCall>> calls)
    {
        var changed = new List<WindowRow>(calls.Count);
        foreach (var (account, own) in calls)
        {
            if (!rows.TryGetValue(account, out var row))
            {
                rows.Add(account, row = new WindowRow(new CallWindow(account, hour)));
            }

            if (row.Fold(own))
            {
                changed.Add(row);
            }
        }

        return changed;
    }
}
