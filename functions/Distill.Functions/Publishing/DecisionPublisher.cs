using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Publishing;

/// <summary>
/// Publishes what changes for callers when analysts' decisions begin or end. It works the changes out from a view and commits them over the ledger
/// of that view. If others published meanwhile, it publishes nothing.
/// </summary>
public sealed class DecisionPublisher(Ledger ledger, ClusterReader clusters, TimeProvider time, ILogger<DecisionPublisher> log)
{
    /// <summary>Takes decisions that have ended out of the verdicts. True if it published anything.</summary>
    public async Task<bool> SettleAsync(PublishedView view, CancellationToken cancellationToken)
    {
        var state = view.Ledger;
        if (
            state.MustSettle(time.GetUtcNow())
            && await clusters.FindAsync(state.Head, cancellationToken) is { } current
            && await TryPublishAsync(view, new PublishedClusters(state, current, state.Standing(current.Values)), [], [], cancellationToken)
                is { } published
        )
        {
            log.Settled(published.Revision, published.Changes);
            return true;
        }

        return false;
    }

    /// <summary>Publishes new decisions and overrides, and what follows from those that ended.</summary>
    /// <returns>The new revision and how many verdicts changed; null if others published meanwhile.</returns>
    public async Task<(long Revision, int Changes)?> TryPublishAsync(
        PublishedView view,
        PublishedClusters published,
        ClusterDecision[] decisions,
        AccountOverride[] overrides,
        CancellationToken cancellationToken
    )
    {
        var state = published.Ledger;
        var now = state.SettlesAt(time.GetUtcNow());
        var changes = Find(view, published, [.. state.Decisions, .. decisions], [.. state.Overrides, .. overrides], now);
        var commit = new LedgerCommit
        {
            Head = state.Head with { SettledAt = now },
            Decisions = decisions,
            Overrides = overrides,
        };
        if (await ledger.TryCommitAsync(state, changes, commit, cancellationToken) is not { } committed)
        {
            return null;
        }

        if (now < state.Head.SettledAt)
        {
            log.SettledAhead(state.Head.SettledAt);
        }

        return (committed.Head.Revision, changes.Length);
    }

    /// <summary>What decisions, made at once, would change for callers, in order of account. It publishes nothing.</summary>
    public IReadOnlyList<VerdictChange> Preview(PublishedView view, PublishedClusters published, IReadOnlyList<ClusterDecision> decisions)
    {
        var state = published.Ledger;
        var last = decisions.Select(d => d with { Number = state.Head.Revision + 1 });
        return Find(view, published, [.. state.Decisions, .. last], state.Overrides, state.SettlesAt(time.GetUtcNow()));
    }

    private static VerdictChange[] Find(
        PublishedView view,
        PublishedClusters published,
        IReadOnlyCollection<ClusterDecision> decisions,
        IReadOnlyCollection<AccountOverride> overrides,
        DateTimeOffset now
    )
    {
        var (state, current, before) = published;
        var after = new Standing(decisions, overrides, current.Values, now, state.Head.Simulated, state.ProvisionalAt(state.Head.Hour, now));
        return VerdictChanges.Find(before.Governed.Concat(after.Governed).Distinct(), Raw, Raw, before, after);

        Verdict? Raw(AccountId account) => view.Verdicts.Find(account)?.Raw;
    }
}
