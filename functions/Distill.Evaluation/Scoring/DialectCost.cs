using Distill.Evaluation.Dialects;

namespace Distill.Evaluation.Scoring;

/// <summary>What a dialect costs on one rung at one size, over all seeds.</summary>
/// <param name="Rung">The rung.</param>
/// <param name="Size">The size, such as "700x40".</param>
/// <param name="Dialect">The dialect.</param>
/// <param name="Scope">Whose events are in it.</param>
public sealed record DialectCost(string Rung, string Size, Dialect Dialect, DialectScope Scope)
{
    /// <summary>How much a dialect may lower the recall, as a share of the campaign.</summary>
    public const double MaxRecallLoss = 0.02;

    // Differences below this are those of rounding.
    private const double Rounding = 1e-9;

    /// <summary>The plain log.</summary>
    public required DialectFindings Plain { get; init; }

    /// <summary>The same log without the fields that the dialect loses. Null if it loses none.</summary>
    public required DialectFindings? LeftOut { get; init; }

    /// <summary>The log in the dialect.</summary>
    public required DialectFindings Spoken { get; init; }

    /// <summary>What the dialect is compared with: the log without the fields that it loses, or the plain log.</summary>
    public DialectFindings Reference => LeftOut ?? Plain;

    /// <summary>How much the recall falls, compared with the reference. NaN without a campaign.</summary>
    public double RecallLoss => Reference.Recall - Spoken.Recall;

    /// <summary>How much the precision falls, compared with the reference.</summary>
    public double PrecisionLoss => Reference.Precision - Spoken.Precision;

    /// <summary>Whether the recall falls by more than <see cref="MaxRecallLoss"/>, or the precision falls at all.</summary>
    public bool IsOverLimit => RecallLoss > MaxRecallLoss + Rounding || PrecisionLoss > Rounding;
}
