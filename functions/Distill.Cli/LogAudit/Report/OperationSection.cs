using Distill.Cli.Pages;
using Distill.Core.Operations;

namespace Distill.Cli.LogAudit.Report;

/// <summary>One operation: its figures, what ties its clusters, and what speaks against it. The clusters follow.</summary>
internal static class OperationSection
{
    /// <summary>Empty for an operation of one cluster: its cluster says it all.</summary>
    public static Html Of(Operation operation) =>
        operation.Clusters.Count == 1
            ? Html.Empty
            : Html.Of(
                $"""
                <h2 id="{operation.Id.ToString()}"><code>{operation.Id.ToString()}</code> {LevelBadge.Of(operation.Level)}</h2>
                <p>{operation.Clusters.Count} clusters with {operation.Accounts} accounts in all belong to one operation. They made {operation.Calls}
                calls within the lookback.</p>
                <h4>What ties its clusters</h4>
                <ul>
                {operation.Ties.Select(Tie)}</ul>
                {Against(operation)}

                """
            );

    private static Html Against(Operation operation) =>
        operation.Against.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <h4>What speaks against it</h4>
                <ul>
                {operation.Against.Select(Tie)}</ul>

                """
            );

    private static Html Tie(OperationTie tie) =>
        Html.Of(
            $"""
            <li>{tie.Clusters} of the clusters; for <a href="#{tie.Cluster.ToString()}"><code>{tie.Cluster.ToString()}</code></a>: {tie.Reason.Detail}</li>

            """
        );
}
