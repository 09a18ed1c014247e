using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Reads what is published: first the table of verdicts as of the ledger's head, then the segments after it. Nothing is missed: a verdict that a run
/// writes while the table is read is in a segment after that head.
/// </summary>
public sealed class ViewReader(Ledger ledger, AccountVerdictTable verdicts, ClusterReader clusters, ChangeLog log, TimeProvider time)
{
    private const int Buckets = 16;
    private const int Readers = 8;

    // A reader may continue a snapshot here that it began on another instance, this long. A million accounts take it a minute.
    private static readonly TimeSpan s_continued = TimeSpan.FromMinutes(30);

    /// <summary>Everything, as of now.</summary>
    public async Task<PublishedView> LoadAsync(CancellationToken cancellationToken)
    {
        var (state, _, standing) = await clusters.ReadAsync(cancellationToken);
        var kept = await ledger.ReadSegmentsAsync(state.Head.Pruned, state.Head.Revision, cancellationToken);
        var late = kept.SkipWhile(s => s.At < time.GetUtcNow() - s_continued).ToArray();
        var view = new PublishedView
        {
            Verdicts = new VerdictMap(),
            Floor = late.Length > 0 ? late[0].Revision - 1 : state.Head.Revision,
            Ledger = state,
            Segments = [.. kept],
            Reasons = new ReasonPool(),
        };
        await ReadTableAsync(view, standing, cancellationToken);
        var known = new List<(long Revision, VerdictChange[] Changes)>();
        foreach (var segment in late)
        {
            if (await ledger.ReadChangesAsync(segment, cancellationToken) is { } changes)
            {
                known.Add((segment.Revision, changes));
                continue;
            }

            // It was pruned meanwhile, because a clock was set forward; or it can't be read. Those before it would undo what it changed.
            view.Floor = segment.Revision;
            known.Clear();
        }

        foreach (var (revision, changes) in known)
        {
            foreach (var change in changes)
            {
                view.Verdicts.Apply(view.Reasons.Share(change), revision);
            }
        }

        return view;
    }

    /// <summary>
    /// Adds what was published since. Null if the view can't follow: the changes after it are no longer kept, or the store is another one.
    /// </summary>
    public async Task<PublishedView?> FollowAsync(PublishedView view, CancellationToken cancellationToken)
    {
        var state = await ledger.ReadAsync(view.Ledger, cancellationToken);
        if (state == view.Ledger)
        {
            return view;
        }

        var from = view.Ledger.Head;
        if (state.Head.Epoch != from.Epoch || state.Head.Revision < from.Revision || state.Head.Pruned > from.Revision)
        {
            return null;
        }

        var grown = await ledger.ReadSegmentsAsync(from.Revision, state.Head.Revision, cancellationToken);
        foreach (var segment in grown)
        {
            if (await ledger.ReadChangesAsync(segment, cancellationToken) is not { } read)
            {
                return null;
            }

            VerdictChange[] shared = [.. read.Select(view.Reasons.Share)];
            foreach (var change in shared)
            {
                view.Verdicts.Apply(change, segment.Revision);
            }

            log.Keep(segment, shared);
        }

        view.Segments = [.. view.Segments.Where(s => s.Revision > state.Head.Pruned), .. grown];
        view.Ledger = state;
        view.Announce();
        return view;
    }

    private async Task ReadTableAsync(PublishedView view, Standing standing, CancellationToken cancellationToken)
    {
        var gate = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = Readers, CancellationToken = cancellationToken };
        await Parallel.ForAsync(
            0,
            Buckets,
            parallel,
            async (bucket, token) =>
            {
                await foreach (var verdict in verdicts.ReadBucketAsync(bucket, view.Ledger.AsOf, token))
                {
                    lock (gate)
                    {
                        Add(view.Reasons.Share(verdict));
                    }
                }
            }
        );
        foreach (var account in standing.Governed.Where(a => standing.SpeaksFor(a) && view.Verdicts.Find(a) is null))
        {
            Add(Verdict.NeverSeen(account));
        }

        void Add(Verdict verdict) => view.Verdicts.Set(new PublishedVerdict(standing.Apply(verdict), verdict, 0));
    }
}
