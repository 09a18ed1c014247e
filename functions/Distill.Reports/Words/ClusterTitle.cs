using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;

namespace Distill.Reports.Words;

/// <summary>What a cluster is called. What is only watched is most likely innocent, so it is not called by the name of a hydra.</summary>
public static class ClusterTitle
{
    /// <summary>True if it is called a group.</summary>
    public static bool IsGroup(Cluster cluster) => cluster.Level < VerdictLevel.Suspect;

    /// <summary>The id of a cluster, or of a group without what its name begins with.</summary>
    public static string Code(Cluster cluster) => IsGroup(cluster) ? cluster.Id.ToString().Split('-')[^1] : cluster.Id.ToString();

    /// <summary>A cluster's id, or <c>group</c> and its digits.</summary>
    public static string Of(Cluster cluster) => IsGroup(cluster) ? $"group {Code(cluster)}" : Code(cluster);
}
