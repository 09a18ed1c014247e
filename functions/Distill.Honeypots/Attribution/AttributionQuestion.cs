using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Attribution;

/// <summary>Who is held against what. Counts only: no text goes into an audit.</summary>
public sealed record AttributionQuestion
{
    /// <summary>
    /// Choices in the suspect's samples: a model's by request, or text found as it left piece by piece. Where requests are known the test is far
    /// sharper, since what a key did not set says nothing of it.
    /// </summary>
    public required IReadOnlyList<Answer> Suspect { get; init; }

    /// <summary>Choices in text that is known to be unmarked.</summary>
    public required SiteCounts Control { get; init; }

    public required MasterKey Master { get; init; }

    public required EpochId Epoch { get; init; }

    /// <summary>
    /// Who may have leaked: clusters (or cohorts) by their codes, and for text found as it left accounts too. Either may be <c>default</c>.
    /// </summary>
    public required IReadOnlyList<MarkAssignment> Candidates { get; init; }

    /// <summary>
    /// The samples are text found as it left, all of it, and not a model's: typography counts too, and each choice by how much likelier it is where a
    /// key set it.
    /// </summary>
    public bool FoundText { get; init; }

    /// <summary>
    /// Choices in unmarked text of the model whose answers were marked, for <see cref="FoundText"/>: a rare form says more than a usual one. Power
    /// rests on it, the p-value does not.
    /// </summary>
    public SiteCounts Usage { get; init; } = new();
}
