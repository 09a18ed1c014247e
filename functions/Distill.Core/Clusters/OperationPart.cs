using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Clusters;

/// <summary>A cluster's part in an operation. It is kept with the cluster.</summary>
public sealed record OperationPart
{
    public required OperationId Id { get; init; }

    /// <summary>Event time of the first run that saw the operation.</summary>
    public required DateTimeOffset FirstSeen { get; init; }

    /// <summary>What ties the cluster to others of the operation, each with its weight. Empty for an operation of one cluster.</summary>
    public IReadOnlyList<Reason> Ties { get; init; } = [];

    /// <summary>What speaks against it: what was looked for and not found, or counts for nothing.</summary>
    public IReadOnlyList<Reason> Against { get; init; } = [];
}
