using Distill.Core.Operations;
using Distill.Functions.Api;
using Distill.Reports.Console;
using Distill.Reports.Parts;
using Distill.Reports.Words;

namespace Distill.Functions.Console;

/// <summary>Builds the page of an operation.</summary>
internal static class OperationBuilder
{
    /// <summary>The page.</summary>
    /// <param name="state">Everything published.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="lookback">How far back the run looked.</param>
    /// <param name="page">The page of clusters; the first is 1.</param>
    /// <param name="made">The id of the decision that was just made; null if none was.</param>
    public static OperationModel Build(ConsoleState state, Operation operation, TimeSpan lookback, int page, string? made)
    {
        var members = operation.Clusters.SelectMany(c => c.Everyone).Select(state.View.Find).ToArray();
        var ids = operation.Clusters.Select(c => c.Id).ToHashSet();
        DecisionRecord[] decisions =
        [
            .. ListedDecision
                .Of(state.Ledger.Decisions, d => ids.Contains(d.Cluster))
                .OrderByDescending(d => d.Decision.Number)
                .Select(d => DecisionList.Of(d, state.Standing)),
        ];
        return new OperationModel(state.Context($"Operation {operation.Id}", ConsoleSection.Operations), QueueBuilder.Row(operation, state))
        {
            Lookback = lookback,
            Facts = ClusterBuilder.FactsOf(state, members),
            Standings = StandingCount.Of(members),
            Marks =
            [
                .. operation
                    .Clusters.Select(c => new TimelineMark(c.FirstSeen, $"{ClusterTitle.Of(c)} was first seen."))
                    .Concat(decisions.Select(ClusterBuilder.MarkOf))
                    .OrderBy(m => m.Time),
            ],
            Decisions = decisions,
            Choices = [.. operation.Clusters.SelectMany(c => ClusterBuilder.Choices(state.Standing.Of(c.Id), state.Standing)).Distinct().Order()],
            Made = Array.Find(decisions, d => d.Id == made),
            Page = page,
        };
    }
}
