using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>
/// Reads published verdicts page by page. A snapshot that began at a revision holds the accounts that have not changed since. Accounts that have
/// changed come after the snapshot, with all their changes. So a reader that follows the cursors gets each change once, whatever is published
/// meanwhile.
/// </summary>
public sealed class ChangesReader(ChangeLog log)
{
    /// <summary>The page at a cursor, or a snapshot's first page without one. Null if the cursor has expired.</summary>
    public async Task<VerdictPage?> ReadAsync(PublishedView view, ChangesCursor? since, int limit, CancellationToken cancellationToken)
    {
        var head = view.Ledger.Head;
        if (since is not { } cursor)
        {
            return Snapshot(view, new ChangesCursor(head.Epoch, head.Revision, null, 0), limit);
        }

        // Pruned segments may have held changes that the reader has not seen.
        if (
            cursor.Epoch != head.Epoch
            || cursor.Revision > head.Revision
            || cursor.Revision < head.Pruned
            || (cursor.Revision == head.Pruned && cursor is { Fingerprint: null, Read: < ChangesCursor.All })
        )
        {
            return null;
        }

        return cursor.Fingerprint is null ? await ChangesAsync(view, cursor, limit, cancellationToken)
            : cursor.Revision < view.Floor ? null
            : Snapshot(view, cursor, limit);
    }

    private static VerdictPage Snapshot(PublishedView view, ChangesCursor cursor, int limit)
    {
        var page = new List<StandingVerdict>(Math.Min(limit, 1024));
        foreach (var (fingerprint, verdicts) in view.Verdicts.After(cursor.Fingerprint))
        {
            if (page.Count >= limit)
            {
                return new VerdictPage(cursor, true, true, page);
            }

            page.AddRange(verdicts.Where(v => v.Revision <= cursor.Revision).Select(v => v.Now));
            cursor = cursor with { Fingerprint = fingerprint };
        }

        return new VerdictPage(ChangesCursor.After(cursor.Epoch, cursor.Revision), HasMore(view, cursor.Revision), true, page);
    }

    private async Task<VerdictPage?> ChangesAsync(PublishedView view, ChangesCursor cursor, int limit, CancellationToken cancellationToken)
    {
        var through = view.Ledger.Head.Revision;
        var page = new List<StandingVerdict>();
        foreach (var segment in view.Segments)
        {
            var skip =
                segment.Revision < cursor.Revision ? ChangesCursor.All
                : segment.Revision == cursor.Revision ? cursor.Read
                : 0;
            if (skip >= segment.Changes)
            {
                continue;
            }

            if (page.Count == limit)
            {
                return new VerdictPage(cursor, true, false, page);
            }

            if (await log.ReadAsync(segment, cancellationToken) is not { } changes)
            {
                return null;
            }

            var taken = Math.Min(limit - page.Count, changes.Count - skip);
            page.AddRange(changes.Skip(skip).Take(taken).Select(c => c.Now));
            cursor = cursor with { Revision = segment.Revision, Read = skip + taken == changes.Count ? ChangesCursor.All : skip + taken };
        }

        // Move the cursor past commits that changed nothing for callers. Otherwise pruning them would expire the cursor of a reader that keeps up.
        var more = cursor.Read != ChangesCursor.All;
        return new VerdictPage(more || cursor.Revision >= through ? cursor : cursor with { Revision = through }, more, false, page);
    }

    private static bool HasMore(PublishedView view, long revision) => view.Segments.Any(s => s.Revision > revision && s.Changes > 0);
}

/// <summary>One page of published verdicts.</summary>
/// <param name="Next">Where the next page begins.</param>
/// <param name="More">Whether the next page has verdicts already.</param>
/// <param name="IsSnapshot">Whether it is a page of the snapshot, not of changes.</param>
/// <param name="Verdicts">In the log's order, or in the snapshot's.</param>
public sealed record VerdictPage(ChangesCursor Next, bool More, bool IsSnapshot, IReadOnlyList<StandingVerdict> Verdicts);
