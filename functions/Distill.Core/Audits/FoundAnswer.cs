namespace Distill.Core.Audits;

/// <summary>Text found as it left, and the request that it is said to have answered.</summary>
/// <param name="Request">As in the receipt.</param>
/// <param name="Choices">The text's choices of wording.</param>
public sealed record FoundAnswer(string Request, SiteCounts Choices);
