using Distill.Honeypots.Marking;

namespace Distill.Honeypots.Attribution;

/// <summary>The choices of wording in one text of the suspect.</summary>
/// <param name="Request">The request, as in the receipt: the one that the text answers, or whose answer the suspect was asked to continue; empty if
/// unknown. It tells what a key set in the answer.</param>
/// <param name="Choices">The text's choices.</param>
/// <param name="Marked">Whom the request's answer was marked for, as the receipt says; null if unknown. No other cluster's or account's key set
/// anything in it, so the choices count for these keys alone.</param>
public sealed record Answer(string Request, SiteCounts Choices, MarkAssignment? Marked = null);
