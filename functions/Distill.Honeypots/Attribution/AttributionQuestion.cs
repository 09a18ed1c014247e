using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Attribution;

/// <summary>The samples and the keys that a test compares. It holds counts only, no text.</summary>
public sealed record AttributionQuestion
{
    /// <summary>
    /// Choices in the suspect's samples: a model's answers by request, or leaked pieces of text. The test is far sharper if requests are known,
    /// because it can then ignore the choices that a key did not set.
    /// </summary>
    public required IReadOnlyList<Answer> Suspect { get; init; }

    /// <summary>Choices in text that is known to be unmarked.</summary>
    public required SiteCounts Control { get; init; }

    public required MasterKey Master { get; init; }

    public required EpochId Epoch { get; init; }

    /// <summary>
    /// Who may have leaked: clusters or cohorts by their codes, and also accounts if the sample is leaked text. An assignment may have only one of
    /// these; the other is then <c>default</c>.
    /// </summary>
    public required IReadOnlyList<MarkAssignment> Candidates { get; init; }

    /// <summary>
    /// Whether the samples are leaked text, all of it in its marked form, and not a model's answers. Typography then counts, too, and a choice counts
    /// by how much likelier it is where a key set it.
    /// </summary>
    public bool FoundText { get; init; }

    /// <summary>
    /// Choices in unmarked text of the model whose answers were marked, for <see cref="FoundText"/>. They show which forms are rare, and a rare form
    /// says more. The test's power depends on them, but its p-value does not.
    /// </summary>
    public SiteCounts Usage { get; init; } = new();
}
