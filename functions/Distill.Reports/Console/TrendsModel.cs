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

    /// <summary>Accounts that the API tier refused, by day; null if no run has counted them yet.</summary>
    public required IReadOnlyList<(string Name, long Count)>? RefusedByDay { get; init; }

    /// <summary>Verifications that customers passed, by day; null if no run has counted them yet.</summary>
    public required IReadOnlyList<(string Name, long Count)>? PassedByDay { get; init; }

    /// <summary>How many of what was flagged turned out innocent, by kind of evidence: what flagged the most first.</summary>
    public required IReadOnlyList<InnocentShare> Innocents { get; init; }

    /// <summary>The same of all clusters together.</summary>
    public required InnocentShare AllInnocents { get; init; }

    /// <summary>Groups that are watched and not flagged, because an open owner or place explains what they share.</summary>
    public required (int Groups, int Accounts) Explained { get; init; }

    /// <summary>Decisions and overrides by day.</summary>
    public required IReadOnlyList<(string Name, long Count)> DecidedByDay { get; init; }

    /// <summary>How verifications of flagged accounts went.</summary>
    public required AppealCounts Appeals { get; init; }

    /// <summary>Clusters that people confirmed or planned to ban, and clusters that they dismissed: decisions in force.</summary>
    public required (int Confirmed, int Dismissed) Decided { get; init; }
}

/// <summary>How many of the accounts that a kind of evidence flagged are innocent, as far as anybody found out.</summary>
/// <param name="Kind">The kind of evidence; empty for all together.</param>
/// <param name="Clusters">Clusters that were flagged with it.</param>
/// <param name="Accounts">Their accounts.</param>
/// <param name="Passed">Those of them that passed a verification, in clusters that nobody dismissed.</param>
/// <param name="Dismissed">Clusters that people dismissed.</param>
/// <param name="DismissedAccounts">The accounts of these.</param>
public sealed record InnocentShare(string Kind, int Clusters, int Accounts, int Passed, int Dismissed, int DismissedAccounts)
{
    /// <summary>Accounts that are innocent as far as anybody found out.</summary>
    public int Innocent => Passed + DismissedAccounts;
}

/// <summary>Verifications of flagged accounts.</summary>
/// <param name="Flagged">Accounts at suspect or above.</param>
/// <param name="Passed">Of them, those whose customer passed: most likely innocent.</param>
/// <param name="Failed">Those whose customer failed.</param>
/// <param name="Open">Those whose verification is open, or passed too long ago to count.</param>
public sealed record AppealCounts(int Flagged, int Passed, int Failed, int Open);
