namespace Distill.Simulation.Leaks;

/// <summary>How well one value or one threshold alone tells a campaign's accounts from the others.</summary>
/// <param name="Feature">The field, or the statistic.</param>
/// <param name="Rule">The rule that flags an account: "is ... at least once", "is mostly ...", "&gt;= ..." or "&lt;= ...".</param>
/// <param name="F1">The rule's F1, over accounts with at least one call.</param>
/// <param name="Precision">The rule's precision.</param>
/// <param name="Recall">The rule's recall.</param>
public sealed record Leak(string Feature, string Rule, double F1, double Precision, double Recall);
