using Distill.Contracts.Verdicts;
using Distill.Core.Groups;
using Distill.Core.Signals;

namespace Distill.Core.Clusters;

/// <summary>A group with its evidence, and the level that this evidence gives.</summary>
/// <param name="Group">The group.</param>
/// <param name="Level">Watch or suspect. <see cref="ClusterReport"/> raises it to confirmed when an earlier run agrees.</param>
/// <param name="Weight">Sum of the capped log-likelihood ratios of the kinds of evidence.</param>
/// <param name="Kinds">Number of kinds of evidence that count.</param>
/// <param name="Evidence">All evidence by kind, strongest first.</param>
/// <param name="Owner">An open reason for what the members share. Null when there is none.</param>
internal sealed record Finding(
    CandidateGroup Group,
    VerdictLevel Level,
    double Weight,
    int Kinds,
    IReadOnlyList<(EvidenceKind Kind, IReadOnlyList<Evidence> Evidence)> Evidence,
    CommonOwner? Owner
)
{
    /// <summary>What the rule looked at.</summary>
    public required GroupWeights Weights { get; init; }
}
