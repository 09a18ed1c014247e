using Distill.Core.Decisions;

namespace Distill.Functions.Api;

/// <summary>A decision as it is listed: one on an operation is one decision, however many clusters it went to.</summary>
/// <param name="Parts">The decision on each of its clusters.</param>
internal sealed record ListedDecision(IReadOnlyList<ClusterDecision> Parts)
{
    public ClusterDecision Decision => Parts[0];

    /// <summary>The cluster's id; null for a decision on an operation.</summary>
    public string? Cluster => Decision.Operation is null ? Decision.Cluster.ToString() : null;

    /// <summary>Number of the accounts that it went to.</summary>
    public int Accounts => Parts.Sum(p => p.On.Size);

    /// <summary>True when it is in force on any of its clusters.</summary>
    public bool IsInForce(Standing standing) => Parts.Any(standing.IsInForce);

    /// <summary>The decisions of which any part passes, each with all of its parts, in their order.</summary>
    public static IEnumerable<ListedDecision> Of(IEnumerable<ClusterDecision> all, Func<ClusterDecision, bool> passes) =>
        all.GroupBy(d => d.Id).Where(d => d.Any(passes)).Select(d => new ListedDecision([.. d]));
}
