namespace Distill.Reports.Parts;

/// <summary>One mark of a timeline.</summary>
/// <param name="Time">When it happened.</param>
/// <param name="What">What happened, in a sentence.</param>
/// <param name="Members">The cluster's members from then on; null if that is not known, or did not change.</param>
/// <param name="ByPerson">True for a person's decision.</param>
public sealed record TimelineMark(DateTimeOffset Time, string What, int? Members = null, bool ByPerson = false);
