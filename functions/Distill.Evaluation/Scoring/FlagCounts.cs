namespace Distill.Evaluation.Scoring;

/// <summary>How many accounts there are, how many are flagged at the end, and how many were flagged at any time.</summary>
public readonly record struct FlagCounts(long Accounts, long Flagged, long EverFlagged)
{
    public static FlagCounts Sum(IEnumerable<FlagCounts> counts) =>
        counts.Aggregate(
            default(FlagCounts),
            (a, b) => new FlagCounts(a.Accounts + b.Accounts, a.Flagged + b.Flagged, a.EverFlagged + b.EverFlagged)
        );
}
