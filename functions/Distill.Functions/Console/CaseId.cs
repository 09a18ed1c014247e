using Distill.Contracts;

namespace Distill.Functions.Console;

/// <summary>What a page decides on: a cluster, or an operation as a whole.</summary>
/// <param name="Cluster">The cluster; none if it is an operation.</param>
/// <param name="Operation">The operation; null if it is a cluster.</param>
internal readonly record struct CaseId(ClusterId Cluster, OperationId? Operation)
{
    /// <summary>Reads the two parts of an address. Null if they name no case.</summary>
    public static CaseId? Read(string kind, string id) =>
        kind switch
        {
            "clusters" when ClusterId.TryParse(id, null, out var cluster) => new CaseId(cluster, null),
            "operations" when OperationId.TryParse(id, null, out var operation) => new CaseId(default, operation),
            _ => null,
        };
}
