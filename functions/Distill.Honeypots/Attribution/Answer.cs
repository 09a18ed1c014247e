namespace Distill.Honeypots.Attribution;

/// <summary>Choices of wording in a suspect's text.</summary>
/// <param name="Request">The request whose answer the text is, or was asked to continue, as in the receipt; empty if unknown. What a key set in an
/// answer depends on its request.</param>
/// <param name="Choices">The text's choices.</param>
public sealed record Answer(string Request, SiteCounts Choices);
