using Azure;
using Distill.Core.Decisions;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Publishes. Changes of verdicts go into the log. One commit then adds them to the ledger, together with what caused them.
/// </summary>
public sealed class Ledger(LedgerTable table, StateTable watermark, ChangeTable log, VerdictOptions options, TimeProvider time)
{
    /// <summary>How often to try a commit while others keep publishing.</summary>
    public int Attempts => options.PublishAttempts;

    /// <summary>The last hour correlated, in the version that a commit has to name to move it.</summary>
    public Task<StoredWatermark> ReadWatermarkAsync(CancellationToken cancellationToken) => watermark.ReadAsync(cancellationToken);

    /// <summary>Takes the right to move the watermark on from <paramref name="before"/>. Whoever had it before can't commit any more.</summary>
    /// <exception cref="RequestFailedException">409, 412: another run moved the watermark.</exception>
    public Task<StoredWatermark> ClaimWatermarkAsync(StoredWatermark before, CancellationToken cancellationToken) =>
        watermark.ClaimAsync(before, time.GetUtcNow(), cancellationToken);

    /// <summary>Segments after one revision and up to another, in order.</summary>
    public Task<List<ChangeSegment>> ReadSegmentsAsync(long after, long through, CancellationToken cancellationToken) =>
        table.ReadSegmentsAsync(after, through, cancellationToken);

    /// <summary>All changes of a segment, in order; null if it is no longer kept.</summary>
    public Task<VerdictChange[]?> ReadChangesAsync(ChangeSegment segment, CancellationToken cancellationToken) =>
        log.ReadAsync(segment, cancellationToken);

    /// <summary>The ledger now. Only what is not in <paramref name="known"/> is read.</summary>
    public async Task<LedgerState> ReadAsync(LedgerState known, CancellationToken cancellationToken)
    {
        var head = await table.ReadHeadAsync(cancellationToken);
        if (head == known.Head)
        {
            return known;
        }

        var grown = head.Epoch == known.Head.Epoch && head.Revision > known.Head.Revision ? known : LedgerState.Empty;
        var (decisions, overrides) = await table.ReadDecisionsAsync(grown.Head.Revision, head.Revision, cancellationToken);
        return new LedgerState(
            head,
            decisions.Count == 0 ? grown.Decisions : [.. grown.Decisions, .. decisions],
            overrides.Count == 0 ? grown.Overrides : [.. grown.Overrides, .. overrides]
        )
        {
            Ended = head.Ended == grown.Head.Ended ? grown.Ended : await ReadEndedAsync(head, cancellationToken),
        };
    }

    /// <summary>Commits over a ledger as it was read.</summary>
    /// <returns>Null if others published meanwhile. Then nothing was written, and the caller has to work its changes out again.</returns>
    public async Task<Committed?> TryCommitAsync(
        LedgerState before,
        IReadOnlyList<VerdictChange> changes,
        LedgerCommit commit,
        CancellationToken cancellationToken
    )
    {
        var segment = changes.Count == 0 ? null : await log.WriteAsync(changes, time.GetUtcNow(), cancellationToken);
        try
        {
            return await table.CommitAsync(before.Head, commit with { Segment = segment }, cancellationToken);
        }
        catch (RequestFailedException e) when (StorageFault.IsConflict(e))
        {
            return null;
        }
    }

    /// <summary>Deletes changes older than <paramref name="keep"/>: first from the ledger, so that it never names a segment that is gone.</summary>
    public async Task PruneAsync(LedgerState state, TimeSpan keep, CancellationToken cancellationToken)
    {
        // The head names the segment of the verdicts that ended last. That segment has to stay.
        var now = time.GetUtcNow();
        var limit = now - keep;
        limit = state.Ended is { } ended && ended.At < limit ? ended.At : limit;

        // A segment after now comes from a wrong clock. It goes with the next old one.
        var old = (await table.ReadSegmentsAsync(0, state.Head.Revision, cancellationToken))
            .TakeWhile(s => s.At < limit || s.At > now)
            .LastOrDefault(s => s.At < limit);
        if (old is not null)
        {
            var pruned = new LedgerCommit { Head = state.Head with { Pruned = old.Revision } };
            if (old.Revision > state.Head.Pruned && await TryCommitAsync(state, [], pruned, cancellationToken) is null)
            {
                // The next run prunes.
                return;
            }

            await table.DeleteSegmentsAsync(old.Revision, cancellationToken);
        }

        // A segment is written some time before its commit. One hour is more than any commit waits.
        await log.DeleteBeforeAsync(limit - TimeSpan.FromHours(1), cancellationToken);
    }

    // Also null if another instance deleted the rows, and the segment with them, after the head was read.
    private async Task<EndedVerdicts?> ReadEndedAsync(LedgerHead head, CancellationToken cancellationToken) =>
        head.EndedHour is { } hour
        && (await table.ReadSegmentsAsync(head.Ended - 1, head.Ended, cancellationToken)).SingleOrDefault() is { } segment
        && await log.ReadAsync(segment, cancellationToken) is { } changes
            ? new EndedVerdicts(hour, segment.At, changes.Select(c => c.Account).ToHashSet())
            : null;
}
