using Distill.Core.Honeypots;

namespace Distill.Core.Audits;

/// <summary>Who is held against what. Counts only: no text goes into an audit.</summary>
public sealed record AuditQuestion
{
    /// <summary>Choices in the suspect's samples.</summary>
    public required SiteCounts Suspect { get; init; }

    /// <summary>Choices in text that is known to be unmarked.</summary>
    public required SiteCounts Control { get; init; }

    public required MasterKey Master { get; init; }

    public required EpochId Epoch { get; init; }

    /// <summary>Who may have leaked: clusters (or cohorts) by their codes, and for text found as it left accounts too. Either may be <c>default</c>.</summary>
    public required IReadOnlyList<MarkAssignment> Candidates { get; init; }

    /// <summary>The samples are text found as it left, not a model's: typography counts too.</summary>
    public bool FoundText { get; init; }

    /// <summary>The suspect's text piece by piece, where all of it is text found as it left: a far sharper test, most so where requests are known. Empty where not.</summary>
    public IReadOnlyList<FoundAnswer> Answers { get; init; } = [];

    /// <summary>Choices in unmarked text of the model whose answers were marked, for <see cref="Answers"/>: a rare form says more than a usual one. Power rests on it, the p-value does not.</summary>
    public SiteCounts Usage { get; init; } = new();
}
