using Distill.Core.Decisions;

namespace Distill.Functions.Publishing;

/// <summary>
/// Pages of what is published. A snapshot begun at a revision holds the accounts that have not changed since, as they were then; those that have come
/// after it, with all their changes. So whoever follows the cursors hears of each change once, whatever is published meanwhile.
/// </summary>
public sealed class ChangesReader(ChangeLog log)
{
    /// <summary>The page at a cursor; a snapshot's first page without one. Null when the cursor has expired.</summary>
    public async Task<ChangesPage?> ReadAsync(PublishedView view, ChangesCursor? since, int limit, CancellationToken cancellationToken)
    {
        var head = view.Ledger.Head;
        if (since is not { } cursor)
        {
            return Snapshot(view, new ChangesCursor(head.Epoch, head.Revision, null, 0), limit);
        }

        // What was pruned may have held changes that the reader has not seen.
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

    private static ChangesPage Snapshot(PublishedView view, ChangesCursor cursor, int limit)
    {
        var page = new List<StandingVerdict>(Math.Min(limit, 1024));
        foreach (var (fingerprint, verdicts) in view.Verdicts.After(cursor.Fingerprint))
        {
            if (page.Count >= limit)
            {
                return new ChangesPage(cursor, true, true, page);
            }

            page.AddRange(verdicts.Where(v => v.Revision <= cursor.Revision).Select(v => v.Now));
            cursor = cursor with { Fingerprint = fingerprint };
        }

        return new ChangesPage(ChangesCursor.After(cursor.Epoch, cursor.Revision), HasMore(view, cursor.Revision), true, page);
    }

    private async Task<ChangesPage?> ChangesAsync(PublishedView view, ChangesCursor cursor, int limit, CancellationToken cancellationToken)
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
                return new ChangesPage(cursor, true, false, page);
            }

            if (await log.ReadAsync(segment, cancellationToken) is not { } changes)
            {
                return null;
            }

            var taken = Math.Min(limit - page.Count, changes.Count - skip);
            page.AddRange(changes.Skip(skip).Take(taken).Select(c => c.Now));
            cursor = cursor with { Revision = segment.Revision, Read = skip + taken == changes.Count ? ChangesCursor.All : skip + taken };
        }

        // Past what changed nothing for callers as well: a reader that keeps up is never sent away because that was pruned.
        var more = cursor.Read != ChangesCursor.All;
        return new ChangesPage(more || cursor.Revision >= through ? cursor : cursor with { Revision = through }, more, false, page);
    }

    private static bool HasMore(PublishedView view, long revision) => view.Segments.Any(s => s.Revision > revision && s.Changes > 0);
}

/// <summary>One page of what is published.</summary>
/// <param name="Next">Where the next one begins.</param>
/// <param name="More">There is more already.</param>
/// <param name="IsSnapshot">A page of the snapshot; else of changes.</param>
/// <param name="Verdicts">In the log's order, or in the snapshot's own.</param>
public sealed record ChangesPage(ChangesCursor Next, bool More, bool IsSnapshot, IReadOnlyList<StandingVerdict> Verdicts);
