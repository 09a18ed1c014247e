using Distill.Core.Clusters;

namespace Distill.Reports.Words;

/// <summary>Why a group that was examined is not flagged, in a sentence or two.</summary>
public static class WhyCleared
{
    /// <summary>The reasons, the most telling first.</summary>
    /// <param name="cluster">The group, at watch.</param>
    /// <param name="threshold">The weight from which on a kind of evidence counts.</param>
    /// <param name="cap">The most that one kind of evidence adds.</param>
    /// <param name="needed">The sum of the kinds that makes a suspect.</param>
    public static IReadOnlyList<string> Of(Cluster cluster, double threshold, double cap, double needed)
    {
        var explained = cluster.Evidence.GetValueOrDefault(EvidenceWords.Explanation, []).Select(r => r.Detail).ToArray();
        var counted = EvidenceWords.Of(cluster).Where(e => e.Weight >= threshold && EvidenceWords.Deciding.Contains(e.Words.Kind)).ToArray();
        var sum = counted.Sum(e => Math.Min(cap, e.Weight));
        return
        [
            .. explained,
            explained.Length > 0 ? "What such an owner or place explains counts as one kind of evidence, and that is never enough."
            : sum < needed ? $"The kinds of evidence that count add up to {Shown.Weight(sum)}. A suspect needs {Shown.Weight(needed)}."
            : "The accounts belong to fewer than four customers. So few may be one honest customer with several accounts.",
        ];
    }
}
