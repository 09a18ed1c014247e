using Azure;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>
/// Publishes what people decide, at once, and what becomes of it when it ends. Works the changes out over the view and commits them over the ledger
/// that the view is of: whoever was faster makes it work them out again.
/// </summary>
public sealed class Decider(VerdictView views, Ledger ledger, ClusterReader clusters, VerdictOptions options, TimeProvider time, ILogger<Decider> log)
{
    /// <summary>Decides on a cluster.</summary>
    /// <param name="cluster">Which one.</param>
    /// <param name="decide">Makes the decision on the cluster as it is now.</param>
    /// <param name="id">The decision's id: one that is there already is answered, not made again.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>The decision that stands under the id; null when there is no such cluster.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing.</exception>
    public async Task<ClusterDecision?> DecideAsync(
        ClusterId cluster,
        string id,
        Func<Cluster, ClusterDecision> decide,
        CancellationToken cancellationToken
    )
    {
        for (var attempt = 1; attempt <= options.PublishAttempts; attempt++)
        {
            var view = await views.ReadAsync(cancellationToken);
            var state = view.Ledger;
            if (state.Decisions.FirstOrDefault(d => d.Id == id) is { } made)
            {
                return made;
            }

            if (await clusters.FindAsync(state.Head, cancellationToken) is not { } current)
            {
                continue;
            }

            if (!current.TryGetValue(cluster, out var on))
            {
                return null;
            }

            var decision = decide(on) with { Number = state.Head.Revision + 1 };
            if (await TryPublishAsync(view, state, current.Values, [decision], [], cancellationToken) is { } published)
            {
                log.Decided(published.Revision, published.Changes, decision.Kind.ToString(), cluster.ToString());
                return decision;
            }
        }

        throw Busy();
    }

    /// <summary>Sets an account's action by hand.</summary>
    /// <returns>The override under the id of this one: it, or one made before.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing.</exception>
    public async Task<AccountOverride> OverrideAsync(AccountOverride set, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= options.PublishAttempts; attempt++)
        {
            var view = await views.ReadAsync(cancellationToken);
            var state = view.Ledger;
            if (state.Overrides.FirstOrDefault(o => o.Id == set.Id) is { } made)
            {
                return made;
            }

            if (await clusters.FindAsync(state.Head, cancellationToken) is not { } current)
            {
                continue;
            }

            var numbered = set with { Number = state.Head.Revision + 1 };
            if (await TryPublishAsync(view, state, current.Values, [], [numbered], cancellationToken) is { } published)
            {
                log.Decided(published.Revision, published.Changes, set.Kind.ToString(), set.Account.Value);
                return numbered;
            }
        }

        throw Busy();
    }

    /// <summary>Takes what has ended out of the verdicts. When others publish meanwhile the next call does.</summary>
    public async Task SettleAsync(View view, CancellationToken cancellationToken)
    {
        var state = view.Ledger;
        if (
            state.NextEnd <= time.GetUtcNow()
            && await clusters.FindAsync(state.Head, cancellationToken) is { } current
            && await TryPublishAsync(view, state, current.Values, [], [], cancellationToken) is { } published
        )
        {
            log.Settled(published.Revision, published.Changes);
        }
    }

    private async Task<(long Revision, int Changes)?> TryPublishAsync(
        View view,
        LedgerState state,
        IReadOnlyCollection<Cluster> current,
        ClusterDecision[] decisions,
        AccountOverride[] overrides,
        CancellationToken cancellationToken
    )
    {
        var now = time.GetUtcNow();
        now = now > state.Head.SettledAt ? now : state.Head.SettledAt;
        var stood = state.Standing(current);
        var stands = new Standing([.. state.Decisions, .. decisions], [.. state.Overrides, .. overrides], current, now, state.Head.Simulated);
        var changes = Differences.Between(stood.Governed.Concat(stands.Governed).Distinct(), Raw, Raw, stood, stands);
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

        // Who has decided and asks here finds it done.
        await views.ReadAsync(cancellationToken);
        return (committed.Head.Revision, changes.Length);

        Verdict? Raw(AccountId account) => view.Verdicts.Find(account)?.Raw;
    }

    private static RequestFailedException Busy() => new(409, "Others kept publishing.");
}
