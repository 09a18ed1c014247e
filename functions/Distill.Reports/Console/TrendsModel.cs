using Distill.Contracts.Verdicts;

namespace Distill.Reports.Console;

/// <summary>Counts over all published verdicts and decisions.</summary>
public sealed record TrendsModel(ConsoleContext Context)
{
    /// <summary>Accounts by level, the surest first.</summary>
    public required IReadOnlyList<(VerdictLevel Level, int Accounts)> Levels { get; init; }

    /// <summary>Accounts by action, the hardest first.</summary>
    public required IReadOnlyList<(VerdictAction Action, int Accounts)> Actions { get; init; }

    /// <summary>Accounts that are flagged now, by the day on which they were first flagged.</summary>
    public required IReadOnlyList<(string Name, long Count)> FlaggedByDay { get; init; }

    /// <summary>Decisions and overrides by day.</summary>
    public required IReadOnlyList<(string Name, long Count)> DecidedByDay { get; init; }

    /// <summary>How verifications of flagged accounts went.</summary>
    public required AppealCounts Appeals { get; init; }

    /// <summary>Clusters that people confirmed or planned to ban, and clusters that they dismissed: decisions in force.</summary>
    public required (int Confirmed, int Dismissed) Decided { get; init; }
}

/// <summary>Verifications of flagged accounts.</summary>
/// <param name="Flagged">Accounts at suspect or above.</param>
/// <param name="Passed">Of them, those whose customer passed: most likely innocent.</param>
/// <param name="Failed">Those whose customer failed.</param>
/// <param name="Open">Those whose verification is open, or passed too long ago to count.</param>
public sealed record AppealCounts(int Flagged, int Passed, int Failed, int Open);
