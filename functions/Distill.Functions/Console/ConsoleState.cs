using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Operations;
using Distill.Functions.Publishing;
using Distill.Reports.Console;

namespace Distill.Functions.Console;

/// <summary>Everything that a page is made from, as of one revision of the ledger.</summary>
/// <param name="View">All verdicts.</param>
/// <param name="Published">The ledger, the clusters, and what analysts decided.</param>
internal sealed record ConsoleState(PublishedView View, PublishedClusters Published)
{
    public required Visitor Visitor { get; init; }

    public required DateTimeOffset Now { get; init; }

    public LedgerState Ledger => Published.Ledger;

    /// <summary>The clusters, in order of id.</summary>
    public SortedDictionary<ClusterId, Cluster> Clusters => Published.Clusters;

    public Standing Standing => Published.Standing;

    /// <summary>The operations, in order of id.</summary>
    public IReadOnlyList<Operation> Operations => Published.Operations;

    /// <summary>A cluster that is published, or that anyone ever decided on; null if there is no such cluster.</summary>
    public Cluster? Find(ClusterId cluster) => Published.Find(cluster);

    /// <summary>An operation that is published; null if there is none.</summary>
    public Operation? Find(OperationId operation) => Published.Find(operation);

    /// <summary>What is decided on under an id; null if there is no such cluster or operation.</summary>
    public DecisionSubject? FindSubject(CaseId id) =>
        id.Operation is { } operation
            ? Find(operation) is { } whole
                ? DecisionSubject.Of(whole)
                : null
            : Find(id.Cluster) is { } cluster
                ? DecisionSubject.Of(cluster)
                : null;

    /// <summary>The frame of a page.</summary>
    public ConsoleContext Context(string title, ConsoleSection section = ConsoleSection.None) =>
        new(title, section, Visitor, Now) { AsOf = Ledger.Head.Hour?.End, SimulatesAll = Standing.SimulatesAll };
}
