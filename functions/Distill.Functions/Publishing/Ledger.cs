using Azure;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>Publishes: changes of verdicts go into the log, and with them into one commit what brought them about.</summary>
public sealed class Ledger(LedgerTable table, ChangeTable log, TimeProvider time)
{
    /// <summary>The ledger now; what is known already is not read again.</summary>
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
    /// <returns>Null when others published meanwhile: nothing was, and what was to be has to be worked out again.</returns>
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

    /// <summary>Drops changes that are older than they are kept: first from the ledger, so that nobody is sent to what is not there.</summary>
    public async Task PruneAsync(LedgerState state, TimeSpan keep, CancellationToken cancellationToken)
    {
        // Who was sent to a segment by the head still has to find it.
        var limit = time.GetUtcNow() - keep;
        limit = state.Ended is { } ended && ended.At < limit ? ended.At : limit;
        var old = (await table.ReadSegmentsAsync(0, state.Head.Revision, cancellationToken)).TakeWhile(s => s.At < limit).LastOrDefault();
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

        // A segment is begun before it is committed, by as long as others keep publishing in between.
        await log.DeleteBeforeAsync(limit - TimeSpan.FromHours(1), cancellationToken);
    }

    // Null as well when its rows were deleted, and so the segment, since the head was read.
    private async Task<EndedVerdicts?> ReadEndedAsync(LedgerHead head, CancellationToken cancellationToken) =>
        head.EndedHour is { } hour
        && (await table.ReadSegmentsAsync(head.Ended - 1, head.Ended, cancellationToken)).SingleOrDefault() is { } segment
        && await log.ReadAsync(segment, cancellationToken) is { } changes
            ? new EndedVerdicts(hour, segment.At, changes.Select(c => c.Account).ToHashSet())
            : null;
}
