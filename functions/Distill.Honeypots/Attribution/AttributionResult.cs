using Distill.Statistics;

namespace Distill.Honeypots.Attribution;

/// <summary>The result of testing one sample.</summary>
public sealed record AttributionResult
{
    internal const double JointShare = 0.9;

    /// <summary>
    /// Shows whether the sample depends on our keyed text at all. This test uses the cells whose sign all marked text of the epoch shares.
    /// </summary>
    public required CandidateTest Provider { get; init; }

    /// <summary>One test for each candidate, in the question's order: clusters first, then accounts.</summary>
    public required IReadOnlyList<CandidateTest> Candidates { get; init; }

    /// <summary>
    /// ln p of the best candidate together with the provider's cells, corrected for all candidates, suspects and looks. It shows dependence on our
    /// text, no matter who leaked it.
    /// </summary>
    public required double LogJoint { get; init; }

    /// <summary>How many cells of all layers counted.</summary>
    public required int Cells { get; init; }

    /// <summary>How many choices of wording these cells hold.</summary>
    public required long Sites { get; init; }

    /// <summary>What the sample could have shown about dependence on our text.</summary>
    public required PowerStatement Power { get; init; }

    /// <summary>What the sample could have shown about a cluster, which fewer cells can name.</summary>
    public required PowerStatement NamingPower { get; init; }

    /// <summary>
    /// ln of an upper bound on the chance that a suspect independent of our text scores this high in any of these tests. The joint test is the
    /// sharpest and gets nine tenths of the bound. All others share one tenth (weighted Bonferroni correction).
    /// </summary>
    public double LogP =>
        Candidates.Count == 0
            ? Provider.LogCorrected
            : Math.Min(
                Multiplicity.Bonferroni(LogJoint, 1 / JointShare),
                Multiplicity.Bonferroni(Math.Min(Provider.LogCorrected, Candidates.Min(c => c.LogCorrected)), 1 / (1 - JointShare))
            );

    public double P => Math.Exp(LogP);
}
