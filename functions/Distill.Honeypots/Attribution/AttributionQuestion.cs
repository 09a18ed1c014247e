using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Attribution;

/// <summary>The samples and the keys that a test compares. It holds counts only, no text.</summary>
public sealed record AttributionQuestion
{
    /// <summary>
    /// Choices in the suspect's samples: a model's answers by request, or pieces of text found as it left. If requests are known, the test is far
    /// sharper, because a key says nothing where it did not set a choice.
    /// </summary>
    public required IReadOnlyList<Answer> Suspect { get; init; }

    /// <summary>Choices in text that is known to be unmarked.</summary>
    public required SiteCounts Control { get; init; }

    public required MasterKey Master { get; init; }

    public required EpochId Epoch { get; init; }

    /// <summary>
    /// Who may have leaked: clusters or cohorts by their codes, and accounts if the text was found as it left. Either may be <c>default</c>.
    /// </summary>
    public required IReadOnlyList<MarkAssignment> Candidates { get; init; }

    /// <summary>
    /// The samples are text found as it left, all of it, and not a model's answers. Then typography counts too, and each choice counts by how much
    /// likelier it is where a key set it.
    /// </summary>
    public bool FoundText { get; init; }

    /// <summary>
    /// Choices in unmarked text of the model whose answers were marked, for <see cref="FoundText"/>. They tell which forms are rare, and a rare form
    /// says more. The test's power depends on them, its p-value does not.
    /// </summary>
    public SiteCounts Usage { get; init; } = new();
}
