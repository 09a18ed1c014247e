using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Operations;

namespace Distill.Reports.Console;

/// <summary>What is decided on: a cluster, or an operation as a whole.</summary>
/// <param name="Noun">What people call it.</param>
/// <param name="Id">Its id.</param>
/// <param name="Page">The address of its page.</param>
/// <param name="Clusters">Its clusters. Never empty.</param>
public sealed record DecisionSubject(string Noun, string Id, string Page, IReadOnlyList<Cluster> Clusters)
{
    /// <summary>The operation; null for a cluster.</summary>
    public OperationId? Operation { get; private init; }

    public static DecisionSubject Of(Cluster cluster) => new("cluster", cluster.Id.ToString(), ConsoleLinks.Cluster(cluster.Id), [cluster]);

    public static DecisionSubject Of(Operation operation) =>
        new("operation", operation.Id.ToString(), ConsoleLinks.Operation(operation.Id), operation.Clusters) { Operation = operation.Id };
}
