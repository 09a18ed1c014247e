using Distill.Core.Signals;

namespace Distill.Core.Clusters;

/// <summary>What the rule of levels looks at in a group. So the rule can be asked again with other thresholds.</summary>
/// <param name="Kinds">Each kind of evidence with its weight. What an open owner explains is one kind.</param>
/// <param name="OwnMeans">
/// The weight of the strongest finding on cards, devices or mail domains of the group's own. 0 without one, and in a group with varied wording.
/// </param>
/// <param name="Customers">Number of distinct customers.</param>
/// <param name="IsDeclared">True when one declared owner explains the group.</param>
public sealed record GroupWeights(IReadOnlyList<KindWeight> Kinds, double OwnMeans, int Customers, bool IsDeclared)
{
    /// <summary>
    /// True when an earlier run flagged accounts of at least half of the customers, and too little was seen of these since to say otherwise.
    /// </summary>
    public bool IsContinued { get; init; }
}

/// <summary>The weight of a kind of evidence: that of its strongest signal, without a cap.</summary>
public readonly record struct KindWeight(EvidenceKind Kind, double Weight);
