namespace Distill.Core.Audits;

/// <summary>Text found as it left.</summary>
/// <param name="Request">The request that it answered, as in the receipt; empty where it is not known.</param>
/// <param name="Choices">The text's choices of wording.</param>
public sealed record FoundAnswer(string Request, SiteCounts Choices);
