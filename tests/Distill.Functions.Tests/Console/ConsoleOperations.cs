using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>Operations as a run finds them: clusters that are parts of one, with what ties them.</summary>
internal static class ConsoleOperations
{
    /// <summary>That of the campaign.</summary>
    public static readonly OperationId Large = OperationId.Parse("operation-5b1f0c7d2a90");

    /// <summary>One with names that mean harm, in its members and in its ties.</summary>
    public static readonly OperationId Nasty = OperationId.Parse("operation-0000000000bb");

    /// <summary>One of two small clusters.</summary>
    public static readonly OperationId Small = OperationId.Parse("operation-0000000000cc");

    /// <summary>Which cluster is part of which.</summary>
    public static readonly IReadOnlyDictionary<ClusterId, OperationId> Of = new Dictionary<ClusterId, OperationId>
    {
        [ConsoleCase.Campaign.Id] = Large,
        [Run.Id(104)] = Large,
        [Run.Id(107)] = Large,
        [ConsoleCase.Nasty.Id] = Nasty,
        [Run.Id(110)] = Nasty,
        [Run.Id(112)] = Small,
        [Run.Id(113)] = Small,
        [Run.Id(115)] = OperationId.Parse("operation-0000000000dd"),
    };

    /// <summary>A cluster as part of its operation, if it has one.</summary>
    public static Cluster Joined(Cluster cluster) => Of.TryGetValue(cluster.Id, out var operation) ? Joined(cluster, operation) : cluster;

    /// <summary>A cluster as part of an operation, tied by two kinds of evidence.</summary>
    public static Cluster Joined(Cluster cluster, OperationId operation) =>
        cluster with
        {
            Operation = new OperationPart
            {
                Id = operation,
                FirstSeen = cluster.FirstSeen.AddHours(3),
                Ties = Of.Values.Count(o => o == operation) == 1 ? [] : Ties(cluster),
                Against =
                [
                    new Reason("no_common_templates", "It and the others have no two prompt framings of their own in common.", 0),
                    new Reason("public_templates", "Unrelated customers use 3 of the common framings too; these count for nothing.", 0),
                ],
            },
        };

    private static Reason[] Ties(Cluster cluster) =>
        [
            new Reason(
                "operation_starts",
                $"{cluster.Size} times an account of it and one of the others were opened in the same hour and put to work in the same hour; "
                    + "pairs that were opened some hours apart match 1.8 times.",
                41.3
            ),
            new Reason("operation_means", "6 of its 12 accounts have the same 3 cards or devices as 5 of the 8 others; by <b>chance</b>.", 13),
        ];
}
