using Azure;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Core.Options;
using Distill.Core.Signals;
using Distill.Core.Windows;
using Distill.Functions.Publishing;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>Verdicts and clusters in the store: read as of the watermark, written before it.</summary>
public sealed class StateStore(
    VerdictTable verdicts,
    ClusterTable clusters,
    StateTable watermark,
    Ledger ledger,
    Publication publication,
    NetworkLists lists,
    ILogger<StateStore> log
)
{
    /// <summary>True when no other instance ran since.</summary>
    public async Task<bool> IsCurrentAsync(Session session, CancellationToken cancellationToken) =>
        await watermark.ReadAsync(cancellationToken) == session.Watermark;

    /// <summary>A session as of the watermark, without windows and facts yet.</summary>
    /// <param name="detection">The thresholds.</param>
    /// <param name="population">The session's, empty; disposed of with it.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<Session> OpenAsync(DetectionOptions detection, Population population, CancellationToken cancellationToken)
    {
        var stored = await watermark.ReadAsync(cancellationToken);
        log.ColdStart(stored.Hour);
        var published = await ledger.ReadAsync(LedgerState.Empty, cancellationToken);
        var (savedVerdicts, verdictsLeft) = await verdicts.ReadAsync(new PublishedAsOf(stored.Hour, published.Ended), cancellationToken);
        var (savedClusters, clustersLeft) = await clusters.ReadAsync(stored.Hour, cancellationToken);
        var session = new Session(population)
        {
            Correlator = new Correlator(detection, lists),
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
            Clusters = [.. session.Clusters.Values.Select(c => c.Value).OrderBy(c => c.Id)],
        };
        return session;
    }

    /// <summary>Writes what changed; then, in one commit, the watermark and what the changes mean to callers.</summary>
    /// <exception cref="RequestFailedException">409: another run moved the watermark, verdicts ended, or others kept publishing.</exception>
    public async Task SaveAsync(Session session, CancellationToken cancellationToken)
    {
        if (session.IsSaved || session.State.Watermark is not { } hour)
        {
            return;
        }

        // The commit asks again; asked before, what others ended meanwhile is not written beside anything new.
        if (!await IsCurrentAsync(session, cancellationToken))
        {
            throw new RequestFailedException(409, $"Others published meanwhile; nothing as of {hour} was saved.");
        }

        var changedVerdicts = ChangedVerdicts(session).ToArray();
        var changedClusters = ChangedClusters(session).ToArray();
        await verdicts.SaveAsync(hour, changedVerdicts, cancellationToken);

        // What a run that died has written of an account that has no verdict would come to count with the watermark.
        await verdicts.DropAsync(session.VerdictsLeftBehind.Where(a => !session.State.Verdicts.ContainsKey(a)), cancellationToken);
        await clusters.SaveAsync(hour, changedClusters, cancellationToken);
        await publication.PublishAsync(session, [.. changedVerdicts.Select(v => v.Verdict.Account)], cancellationToken);
        session.VerdictsLeftBehind.Clear();
        session.ClustersLeftBehind.Clear();
        foreach (var (verdict, _) in changedVerdicts)
        {
            session.Verdicts[verdict.Account] = new Saved<Verdict>(hour, verdict);
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

    private static IEnumerable<(Verdict Verdict, Saved<Verdict>? Before)> ChangedVerdicts(Session session)
    {
        foreach (var (account, verdict) in session.State.Verdicts)
        {
            var known = session.Verdicts.TryGetValue(account, out var before);
            if (
                !known
                || session.VerdictsLeftBehind.Contains(account)
                || !(ReferenceEquals(verdict, before.Value) || verdict.SaysTheSameAs(before.Value))
            )
            {
                yield return (verdict, known ? before : null);
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
