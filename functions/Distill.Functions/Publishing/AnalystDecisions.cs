using Azure;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Functions.Settings;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Publishing;

/// <summary>Makes analysts' decisions and publishes them at once. If others publish meanwhile, it starts over with what they published.</summary>
public sealed class AnalystDecisions(
    ViewFollower views,
    DecisionPublisher publisher,
    ClusterReader clusters,
    VerdictOptions options,
    TimeProvider time,
    ILogger<AnalystDecisions> log
) : IDisposable
{
    // One at a time, or many at once would keep each other from publishing. Attempts are then for what other instances publish.
    private readonly SemaphoreSlim _turn = new(1);

    // Whoever waits for longer might not be done when the request's time is up.
    private static readonly TimeSpan s_longestTurn = TimeSpan.FromSeconds(35);

    public void Dispose() => _turn.Dispose();

    /// <summary>True if a decision or an override was made under an id.</summary>
    public async Task<bool> IsMadeAsync(string id, CancellationToken cancellationToken)
    {
        var state = (await views.ReadAsync(cancellationToken)).Ledger;
        return state.Decisions.Any(d => d.Id == id) || state.Overrides.Any(o => o.Id == id);
    }

    /// <summary>Decides on a cluster.</summary>
    /// <param name="cluster">The cluster's id.</param>
    /// <param name="decide">Makes the decision on the cluster as it is now.</param>
    /// <param name="id">The decision's id. A decision made before under this id is returned, and no second one is made.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The decision under the id; null if there is no such cluster.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing, or too many were first.</exception>
    public async Task<ClusterDecision?> DecideAsync(
        ClusterId cluster,
        string id,
        Func<Cluster, ClusterDecision> decide,
        CancellationToken cancellationToken
    )
    {
        using var turn = await TakeTurnAsync(cancellationToken);
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

            // A verdict may rest on a decision about a cluster that has dissolved since. Then it must still be possible to decide otherwise.
            if ((current.GetValueOrDefault(cluster) ?? state.FindDecided(cluster)) is not { } on)
            {
                return null;
            }

            var decision = decide(on) with { Number = state.Head.Revision + 1, Passed = view.CountPassed(on.Everyone) };
            if (await publisher.TryPublishAsync(view, current.Values, [decision], [], cancellationToken) is { } published)
            {
                log.Decided(published.Revision, published.Changes, decision.Kind.ToString(), cluster.ToString());
                await ShowAsync(cancellationToken);
                return decision;
            }
        }

        throw Busy();
    }

    /// <summary>Sets an account's action by hand.</summary>
    /// <returns>The override under this one's id: this one, or one made before.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing, or too many were first.</exception>
    public async Task<AccountOverride> OverrideAsync(AccountOverride set, CancellationToken cancellationToken)
    {
        using var turn = await TakeTurnAsync(cancellationToken);
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
            if (await publisher.TryPublishAsync(view, current.Values, [], [numbered], cancellationToken) is { } published)
            {
                log.Decided(published.Revision, published.Changes, set.Kind.ToString(), set.Account.Value);
                await ShowAsync(cancellationToken);
                return numbered;
            }
        }

        throw Busy();
    }

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(s_longestTurn, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await _turn.WaitAsync(ending.Token);
            return new Turn(_turn);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw Busy();
        }
    }

    // An analyst who has decided and then asks this instance for the verdict sees the decision.
    private Task<PublishedView> ShowAsync(CancellationToken cancellationToken) => views.ReadAsync(cancellationToken);

    private static RequestFailedException Busy() => new(409, "Others kept publishing.");

    private readonly struct Turn(SemaphoreSlim turns) : IDisposable
    {
        public void Dispose() => turns.Release();
    }
}
