using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Core.Operations;

/// <summary>One operator's clusters, as far as evidence joins them. It is one case for people; no verdict follows from it.</summary>
/// <param name="Id">The id.</param>
/// <param name="Clusters">The clusters, the largest first. Never empty.</param>
public sealed record Operation(OperationId Id, IReadOnlyList<Cluster> Clusters)
{
    /// <summary>The highest level of its clusters.</summary>
    public VerdictLevel Level => Clusters.Max(c => c.Level);

    /// <summary>Number of accounts.</summary>
    public int Accounts => Clusters.Sum(c => c.Size);

    public long Calls => Clusters.Sum(c => c.Calls);

    /// <summary>True when the last run found none of its clusters.</summary>
    public bool IsDissolved => Clusters.All(c => c.IsDissolved);

    /// <summary>Event time of the first run that saw the operation.</summary>
    public DateTimeOffset FirstSeen => Clusters[0].Operation!.FirstSeen;

    /// <summary>Event time of the last call of a member.</summary>
    public DateTimeOffset LastSeen => Clusters.Max(c => c.LastSeen);

    /// <summary>What ties the clusters: for each signal its strongest finding, and how many clusters it ties. The strongest first.</summary>
    public IReadOnlyList<OperationTie> Ties => Summed(c => c.Operation!.Ties);

    /// <summary>What speaks against it, in the same form.</summary>
    public IReadOnlyList<OperationTie> Against => Summed(c => c.Operation!.Against);

    /// <summary>The operations of clusters: the surest and largest first. Clusters without one are left out.</summary>
    public static IReadOnlyList<Operation> Of(IEnumerable<Cluster> clusters) =>
        [
            .. clusters
                .Where(c => c.Operation is not null)
                .GroupBy(c => c.Operation!.Id)
                .Select(o => new Operation(o.Key, [.. o.OrderByDescending(c => c.Size).ThenBy(c => c.Id)]))
                .OrderByDescending(o => o.Level)
                .ThenByDescending(o => o.Accounts)
                .ThenBy(o => o.Id),
        ];

    private IReadOnlyList<OperationTie> Summed(Func<Cluster, IReadOnlyList<Reason>> reasonsOf) =>
        [
            .. Clusters
                .SelectMany(c => reasonsOf(c).Select(r => (Cluster: c.Id, Reason: r)))
                .GroupBy(r => r.Reason.Signal)
                .Select(s =>
                {
                    var strongest = s.OrderByDescending(r => r.Reason.Weight).ThenBy(r => r.Cluster).First();
                    return new OperationTie(strongest.Reason, strongest.Cluster, s.Select(r => r.Cluster).Distinct().Count());
                })
                .OrderByDescending(t => t.Reason.Weight)
                .ThenBy(t => t.Reason.Signal, StringComparer.Ordinal),
        ];
}

/// <summary>One signal's findings in an operation.</summary>
/// <param name="Reason">The strongest finding. Its sentence is about <paramref name="Cluster"/>.</param>
/// <param name="Cluster">The cluster that it ties to others.</param>
/// <param name="Clusters">Number of clusters that the signal ties.</param>
public sealed record OperationTie(Reason Reason, ClusterId Cluster, int Clusters);
