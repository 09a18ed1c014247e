using Distill.Core;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Enforcement;

/// <summary>How the clusters of one run keep operators apart.</summary>
/// <param name="Operators">By operator: accounts, flagged ones, the clusters that hold these, and the clusters that hold another's, too.</param>
/// <param name="Clusters">Scores the clusters of the campaigns' flagged accounts; operators are the classes.</param>
/// <param name="Operations">Scores their operations.</param>
public sealed record OperatorClusters(
    IReadOnlyList<(int Accounts, int Flagged, int Clusters, int Mixed)> Operators,
    BCubed Clusters,
    BCubed Operations
)
{
    internal static OperatorClusters Of(CorrelationState state, CampaignTally tally)
    {
        var history = new FlagHistory();
        history.Observe(state);
        var active = tally.Accounts.Where(a => a.Value.FirstCall is not null).ToArray();
        var flagged = active
            .Where(a => history.IsFlagged(a.Key))
            .Select(a => (a.Value.Operator, Cluster: history.ClusterOf(a.Key)?.ToString(), Operation: history.OperationOf(a.Key)))
            .ToArray();
        var mixed = flagged
            .Where(f => f.Cluster is not null)
            .GroupBy(f => f.Cluster!, f => f.Operator)
            .Where(c => c.Distinct().Skip(1).Any())
            .Select(c => c.Key)
            .ToHashSet();
        var accounts = active.CountBy(a => a.Value.Operator).ToDictionary();
        return new OperatorClusters(
            [
                .. accounts
                    .Keys.Order()
                    .Select(o =>
                    {
                        var own = flagged.Where(f => f.Operator == o).ToArray();
                        string[] clusters = [.. own.Select(f => f.Cluster).OfType<string>().Distinct()];
                        return (accounts[o], own.Length, clusters.Length, clusters.Count(mixed.Contains));
                    }),
            ],
            BCubed.Of([.. flagged.Select(f => ((string?)$"{f.Operator}", f.Cluster))]),
            BCubed.Of([.. flagged.Select(f => ((string?)$"{f.Operator}", f.Operation))])
        );
    }
}
