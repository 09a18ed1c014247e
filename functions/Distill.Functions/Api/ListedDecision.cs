using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>A decision as it is listed: one on an operation is one decision, however many clusters it went to.</summary>
/// <param name="Decision">The decision, on the first of its clusters.</param>
/// <param name="Clusters">Number of its clusters.</param>
/// <param name="Accounts">Number of the accounts that it went to.</param>
internal sealed record ListedDecision(ClusterDecision Decision, int Clusters, int Accounts)
{
    /// <summary>Those decisions of which any part passes, each with all of its parts, in their order.</summary>
    public static IEnumerable<ListedDecision> Of(IEnumerable<ClusterDecision> all, Func<ClusterDecision, bool> passes) =>
        all.GroupBy(d => d.Id).Where(d => d.Any(passes)).Select(d => new ListedDecision(d.First(), d.Count(), d.Sum(part => part.On.Everyone.Count)));

    /// <summary>The cluster's id; null for a decision on an operation.</summary>
    public string? Cluster => Decision.Operation is null ? Decision.Cluster.ToString() : null;
}
