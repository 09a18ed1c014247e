namespace Distill.Evaluation.Scoring;

/// <summary>
/// How many accounts there are, how many are flagged at the end, how many were flagged at any time, and how many are at watch at the end.
/// </summary>
public readonly record struct FlagCounts(long Accounts, long Flagged, long EverFlagged, long Watched = 0)
{
    public static FlagCounts Sum(IEnumerable<FlagCounts> counts) =>
        counts.Aggregate(
            default(FlagCounts),
            (a, b) => new FlagCounts(a.Accounts + b.Accounts, a.Flagged + b.Flagged, a.EverFlagged + b.EverFlagged, a.Watched + b.Watched)
        );
}
