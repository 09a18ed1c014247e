using Distill.Contracts.Verdicts;
using Distill.Core.Groups;
using Distill.Core.Signals;

namespace Distill.Core.Clusters;

/// <summary>What the evidence on a group amounts to.</summary>
/// <param name="Group">The group.</param>
/// <param name="Level">Watch or suspect; confirmed only in the light of earlier runs.</param>
/// <param name="Weight">Sum of the families' capped log-likelihood ratios.</param>
/// <param name="Kinds">Families that count.</param>
/// <param name="Evidence">All evidence, by family, strongest first.</param>
/// <param name="Owner">An open reason for what they share; null when there is none.</param>
internal sealed record Finding(
    CandidateGroup Group,
    VerdictLevel Level,
    double Weight,
    int Kinds,
    IReadOnlyList<(EvidenceKind Kind, IReadOnlyList<Evidence> Evidence)> Evidence,
    CommonOwner? Owner
);
