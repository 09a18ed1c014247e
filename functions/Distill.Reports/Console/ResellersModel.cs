using Distill.Contracts;
using Distill.Core.Resellers;

namespace Distill.Reports.Console;

/// <summary>The last review of resellers and clouds.</summary>
/// <param name="Context">The frame.</param>
/// <param name="Review">The review, without requests; null before the first.</param>
public sealed record ResellersModel(ConsoleContext Context, ResellerReview? Review);

/// <summary>One reseller or cloud.</summary>
/// <param name="Context">The frame.</param>
/// <param name="Channel">What is known of it, and what to ask it for.</param>
/// <param name="Hour">The review's hour.</param>
public sealed record ResellerModel(ConsoleContext Context, ReviewedChannel Channel, Hour Hour);
