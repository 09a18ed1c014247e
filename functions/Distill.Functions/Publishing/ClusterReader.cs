using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Operations;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>Reads the clusters as of the published hour, and keeps them until another hour is published.</summary>
public sealed class ClusterReader(ClusterTable table, LedgerTable heads, Ledger ledger)
{
    private Known? _known;
    private LedgerState _ledger = LedgerState.Empty;

    /// <summary>The ledger now, its clusters, and what analysts decided on them.</summary>
    public async Task<PublishedClusters> ReadAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var state = await ledger.ReadAsync(Volatile.Read(ref _ledger), cancellationToken);
            Volatile.Write(ref _ledger, state);
            if (await FindAsync(state.Head, cancellationToken) is { } clusters)
            {
                return new PublishedClusters(state, clusters, state.Standing(clusters.Values));
            }
        }
    }

    /// <summary>The clusters as of a head, in order of id. Null if a later hour was published meanwhile: then read the ledger again.</summary>
    public async Task<SortedDictionary<ClusterId, Cluster>?> FindAsync(LedgerHead head, CancellationToken cancellationToken)
    {
        if (head.Hour is not { } hour)
        {
            return [];
        }

        if (Volatile.Read(ref _known) is { } known && (known.Head.Epoch, known.Head.Hour) == (head.Epoch, head.Hour))
        {
            return known.Clusters;
        }

        var (read, _) = await table.ReadAsync(hour, cancellationToken);
        var now = await heads.ReadHeadAsync(cancellationToken);
        if ((now.Epoch, now.Hour) != (head.Epoch, head.Hour))
        {
            return null;
        }

        var clusters = new SortedDictionary<ClusterId, Cluster>(read.ToDictionary(c => c.Key, c => c.Value.Value));
        Volatile.Write(ref _known, new Known(head, clusters));
        return clusters;
    }

    private sealed record Known(LedgerHead Head, SortedDictionary<ClusterId, Cluster> Clusters);
}

/// <summary>The published clusters, in order of id, and what analysts decided on them.</summary>
public sealed record PublishedClusters(LedgerState Ledger, SortedDictionary<ClusterId, Cluster> Clusters, Standing Standing)
{
    /// <summary>A cluster that is published, or that anyone ever decided on; null if there is no such cluster.</summary>
    public Cluster? Find(ClusterId cluster) => Clusters.GetValueOrDefault(cluster) ?? Ledger.FindDecided(cluster);

    /// <summary>The operations of the published clusters, in order of id, each with its clusters that only a decision still holds.</summary>
    public IReadOnlyList<Operation> Operations =>
        field ??= [.. Operation.Of(Clusters.Values.Concat(Held())).Where(o => o.Clusters.Any(c => Clusters.ContainsKey(c.Id))).OrderBy(o => o.Id)];

    /// <summary>An operation that is published, or that anyone ever decided on; null if there is no such operation.</summary>
    public Operation? Find(OperationId operation) => ById.GetValueOrDefault(operation) ?? FindDecided(operation);

    /// <summary>How many clusters are part of an operation.</summary>
    public int CountParts(OperationId operation) => Find(operation)?.Clusters.Count ?? 0;

    // Clusters that are no longer kept, and on which a decision stands: in their operation a later decision reaches them too.
    private IEnumerable<Cluster> Held() =>
        Ledger
            .Decisions.Where(d => !Clusters.ContainsKey(d.Cluster))
            .GroupBy(d => d.Cluster)
            .Where(own => own.Any(d => d.Kind is not (DecisionKind.Reopen or DecisionKind.Unshadow) && Standing.IsInForce(d)))
            .Select(own => own.MaxBy(d => d.Number)!.On with { IsDissolved = true });

    // The clusters that were decided on as the operation, each as it is now.
    private Operation? FindDecided(OperationId operation) =>
        Operation
            .Of(
                Ledger
                    .Decisions.Where(d => d.Operation == operation)
                    .GroupBy(d => d.Cluster)
                    .Select(own => own.MaxBy(d => d.Number)!.On)
                    .Select(on => Find(on.Id)! with { Operation = on.Operation })
            )
            .FirstOrDefault(o => o.Id == operation);

    private Dictionary<OperationId, Operation> ById => field ??= Operations.ToDictionary(o => o.Id);
}
