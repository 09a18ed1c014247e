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

    private long _turnsEnded;

    public void Dispose() => _turn.Dispose();

    /// <summary>True if a decision or an override was made under an id.</summary>
    public async Task<bool> IsMadeAsync(string id, CancellationToken cancellationToken)
    {
        var state = (await views.ReadAsync(cancellationToken)).Ledger;
        return state.Decisions.Any(d => d.Id == id) || state.Overrides.Any(o => o.Id == id);
    }

    /// <summary>Decides on clusters, all at once.</summary>
    /// <param name="find">Finds the clusters among those of now, by the ledger of now.</param>
    /// <param name="id">The decision's id. What was decided before under this id is returned, and no second decision is made.</param>
    /// <param name="decide">Makes the decision on a cluster as it is now.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The decision under the id, for each of its clusters; empty if there are no such clusters.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing, or too many were first.</exception>
    /// <exception cref="TimeoutException">The storage does not answer whoever is first.</exception>
    public async Task<IReadOnlyList<ClusterDecision>> DecideAsync(
        Func<PublishedClusters, IReadOnlyList<Cluster>> find,
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
            ClusterDecision[] made = [.. state.Decisions.Where(d => d.Id == id)];
            if (made.Length > 0)
            {
                return made;
            }

            if (await clusters.FindAsync(state.Head, cancellationToken) is not { } current)
            {
                continue;
            }

            var published = new PublishedClusters(state, current, state.Standing(current.Values));
            var found = find(published);
            if (found.Count == 0)
            {
                return [];
            }

            var passed = view.CountPassed(found.SelectMany(on => on.Everyone).Distinct());
            ClusterDecision[] decisions = [.. found.Select(on => decide(on) with { Number = state.Head.Revision + 1, Passed = passed })];

            if (await publisher.TryPublishAsync(view, published, decisions, [], cancellationToken) is { } done)
            {
                var subject = decisions[0].Operation?.ToString() ?? decisions[0].Cluster.ToString();
                log.Decided(done.Revision, done.Changes, decisions[0].Kind.ToString(), subject);
                await ShowAsync(cancellationToken);
                return decisions;
            }
        }

        throw Busy();
    }

    /// <summary>Sets an account's action by hand.</summary>
    /// <param name="set">The override.</param>
    /// <param name="isAsSeen">Whether the account is still as whoever asks saw it; null if it does not matter.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    /// <returns>The override under this one's id: this one, or one made before. Null if the account is not as it was seen.</returns>
    /// <exception cref="RequestFailedException">409: others kept publishing, or too many were first.</exception>
    public async Task<AccountOverride?> OverrideAsync(
        AccountOverride set,
        Func<StandingVerdict, Standing, bool>? isAsSeen,
        CancellationToken cancellationToken
    )
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

            var published = new PublishedClusters(state, current, state.Standing(current.Values));
            if (isAsSeen is not null && !isAsSeen(view.Find(set.Account), published.Standing))
            {
                return null;
            }

            var numbered = set with { Number = state.Head.Revision + 1 };
            if (await publisher.TryPublishAsync(view, published, [], [numbered], cancellationToken) is { } done)
            {
                log.Decided(done.Revision, done.Changes, set.Kind.ToString(), HiddenText.Show(set.Account.Value));
                await ShowAsync(cancellationToken);
                return numbered;
            }
        }

        throw Busy();
    }

    private async Task<Turn> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var ended = Volatile.Read(ref _turnsEnded);
        using var limit = new CancellationTokenSource(s_longestTurn, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await _turn.WaitAsync(ending.Token);
            return new Turn(this);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // A turn that does not end in all this time waits for the storage.
            throw Volatile.Read(ref _turnsEnded) == ended ? new TimeoutException($"No decision could be stored within {s_longestTurn}.") : Busy();
        }
    }

    // An analyst who has decided and then asks this instance for the verdict sees the decision.
    private Task<PublishedView> ShowAsync(CancellationToken cancellationToken) => views.ReadAsync(cancellationToken);

    private static RequestFailedException Busy() => new(409, "Others kept publishing.");

    private readonly struct Turn(AnalystDecisions desk) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Increment(ref desk._turnsEnded);
            desk._turn.Release();
        }
    }
}
