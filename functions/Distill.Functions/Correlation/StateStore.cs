using Azure;
using Distill.Contracts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Core.Windows;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Correlation;

/// <summary>Reads verdicts and clusters as of the watermark. Writes them, and what people see beside them, before the watermark moves.</summary>
public sealed class StateStore(
    AccountVerdictTable verdicts,
    ClusterTable clusters,
    OperatorTable operators,
    PortraitTable portraits,
    RunWeightsTable weights,
    ValueTable values,
    FactDaysTable days,
    Ledger ledger,
    RunPublisher publisher,
    ILogger<StateStore> log
)
{
    /// <summary>True if no other instance has moved the watermark since the session read it.</summary>
    public async Task<bool> IsCurrentAsync(Session session, CancellationToken cancellationToken) =>
        await ledger.ReadWatermarkAsync(cancellationToken) == session.Watermark;

    /// <summary>A session as of the watermark, without windows and facts yet.</summary>
    /// <param name="correlator">The session's own.</param>
    /// <param name="population">The session's own, still empty. The session disposes of it.</param>
    /// <param name="cancellationToken">Stops reading.</param>
    public async Task<Session> OpenAsync(Correlator correlator, Population population, CancellationToken cancellationToken)
    {
        var stored = await ledger.ReadWatermarkAsync(cancellationToken);
        log.ColdStart(stored.Hour);

        // A run that died may have left its right to write behind. It must not write any more, and at rest nobody has it.
        await verdicts.ClaimAsync([], cancellationToken);
        await clusters.ClaimAsync(false, cancellationToken);
        var published = await ledger.ReadAsync(LedgerState.Empty, cancellationToken);
        var (savedVerdicts, verdictsLeft) = await verdicts.ReadAsync(new PublishedAsOf(stored.Hour, published.Ended), cancellationToken);
        var (savedClusters, clustersLeft) = await clusters.ReadAsync(stored.Hour, cancellationToken);
        var session = new Session(population)
        {
            Correlator = correlator,
            Watermark = stored,
            Ledger = published,
            Verdicts = savedVerdicts,
            Clusters = savedClusters,
            VerdictsLeftBehind = verdictsLeft,
            ClustersLeftBehind = clustersLeft,
        };
        session.State = new CorrelationState
        {
            Watermark = stored.Hour,
            Verdicts = session.Verdicts.ToDictionary(v => v.Key, v => v.Value.Value),
            Bases = session.Verdicts.Where(v => v.Value.Basis is not null).ToDictionary(v => v.Key, v => v.Value.Basis!),
            Clusters = [.. session.Clusters.Values.Select(c => c.Value).OrderBy(c => c.Id)],
            Operators = stored.Hour is { } hour ? await operators.ReadAsync(hour, cancellationToken) : null,
        };
        return session;
    }

    /// <summary>Writes the verdicts and clusters that changed. Then one commit moves the watermark and publishes the changes.</summary>
    /// <exception cref="RequestFailedException">409, 412: another run took over, verdicts ended, or others kept publishing.</exception>
    public async Task SaveAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.IsSaved || session.State.Watermark is not { } hour)
        {
            return;
        }

        var changedVerdicts = ChangedVerdicts(session, hour).ToArray();
        var changedClusters = ChangedClusters(session).ToArray();
        AccountId[] changed = [.. changedVerdicts.Select(v => v.Now.Value.Account)];

        // A run that died may have written a verdict that this run does not have. It would count once the watermark moves.
        var leftBehind = session.VerdictsLeftBehind.Where(a => !session.State.Verdicts.ContainsKey(a)).ToArray();

        var before = session.Watermark.Hour;

        // First the watermark: whoever claimed it before can't commit any more. Then the tables: nor can they write. A run that was held up between
        // the two finds that the watermark is no longer its own.
        await ClaimWatermarkAsync(session, cancellationToken);
        var verdictClaim = await verdicts.ClaimAsync(changed.Concat(leftBehind), cancellationToken);
        var clusterClaim = await clusters.ClaimAsync(changedClusters.Length > 0, cancellationToken);
        if (!await IsCurrentAsync(session, cancellationToken))
        {
            throw Overtaken(hour, null);
        }

        await verdicts.SaveAsync(changedVerdicts, leftBehind, verdictClaim, cancellationToken);
        await clusters.SaveAsync(hour, changedClusters, clusterClaim, cancellationToken);

        // Also an empty one: a run that died may have left another.
        if (session.State.Operators is { } index)
        {
            await operators.SaveAsync(index, cancellationToken);
        }

        await SavePortraitsAsync(session, changedClusters.Where(c => c.Cluster is null).Select(c => c.Id), cancellationToken);
        await publisher.PublishAsync(session, changed, cancellationToken);

        // Readers that read the ledger before this commit may still want the index of the hour before.
        await operators.DeleteBeforeAsync(before ?? hour, cancellationToken);
        await Task.WhenAll(verdicts.ReleaseAsync(verdictClaim, cancellationToken), clusters.ReleaseAsync(clusterClaim, cancellationToken));
        session.Portraits.Clear();
        session.VerdictsLeftBehind.Clear();
        session.ClustersLeftBehind.Clear();
        foreach (var (now, _) in changedVerdicts)
        {
            session.Verdicts[now.Value.Account] = now;
        }

        foreach (var (id, cluster, _) in changedClusters)
        {
            if (cluster is null)
            {
                session.Clusters.Remove(id);
            }
            else
            {
                session.Clusters[id] = new Saved<Cluster>(hour, cluster);
            }
        }

        log.Saved(hour, changedVerdicts.Length, changedClusters.Length);
    }

    // Before the commit: a run that dies is then repeated, and writes the same again.
    private async Task SavePortraitsAsync(Session session, IEnumerable<ClusterId> gone, CancellationToken cancellationToken)
    {
        var current = session.State.Clusters.Select(c => c.Id).ToHashSet();
        foreach (var found in session.Portraits.Where(p => current.Contains(p.Key)).GroupBy(p => p.Value.Hour, p => p.Value.Portrait))
        {
            await portraits.SaveAsync(found.Key, found, cancellationToken);
        }

        foreach (var cluster in gone)
        {
            await portraits.DeleteAsync(cluster, cancellationToken);
        }

        if (session.State.Weights is { } run)
        {
            await weights.SaveAsync(run, cancellationToken);
        }

        if (session.State.Values is { } index)
        {
            await values.SaveAsync(index, cancellationToken);
        }

        if (session.State.Days is { } known)
        {
            await days.SaveAsync(known, cancellationToken);
        }
    }

    private async Task ClaimWatermarkAsync(Session session, CancellationToken cancellationToken)
    {
        try
        {
            session.Watermark = await ledger.ClaimWatermarkAsync(session.Watermark, cancellationToken);
        }
        catch (RequestFailedException e) when (StorageFault.IsConflict(e))
        {
            throw Overtaken(session.State.Watermark, e);
        }
    }

    private static RequestFailedException Overtaken(Hour? hour, Exception? cause) =>
        new(409, $"Others published meanwhile; nothing as of {hour} was saved.", cause);

    private static IEnumerable<(SavedVerdict Now, SavedVerdict? Before)> ChangedVerdicts(Session session, Hour hour)
    {
        foreach (var (account, verdict) in session.State.Verdicts)
        {
            var known = session.Verdicts.TryGetValue(account, out var before);
            var basis = session.State.Bases.GetValueOrDefault(account);
            if (
                !known
                || session.VerdictsLeftBehind.Contains(account)
                || basis != before.Basis
                || !(ReferenceEquals(verdict, before.Value) || verdict.SaysTheSameAs(before.Value))
            )
            {
                yield return (new SavedVerdict(hour, verdict, basis), known ? before : null);
            }
        }
    }

    private static IEnumerable<(ClusterId Id, Cluster? Cluster, Saved<Cluster>? Before)> ChangedClusters(Session session)
    {
        foreach (var cluster in session.State.Clusters)
        {
            var known = session.Clusters.TryGetValue(cluster.Id, out var before);
            if (
                !known
                || session.ClustersLeftBehind.Contains(cluster.Id)
                || !ClusterJson.Write(cluster).AsSpan().SequenceEqual(ClusterJson.Write(before.Value))
            )
            {
                yield return (cluster.Id, cluster, known ? before : null);
            }
        }

        var current = session.State.Clusters.Select(c => c.Id).ToHashSet();
        foreach (var id in session.Clusters.Keys.Union(session.ClustersLeftBehind).Where(id => !current.Contains(id)))
        {
            yield return (id, null, session.Clusters.TryGetValue(id, out var before) ? before : null);
        }
    }
}
