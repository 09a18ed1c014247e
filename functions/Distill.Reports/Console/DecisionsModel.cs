namespace Distill.Reports.Console;

/// <summary>All that was ever decided, the latest first, page by page.</summary>
public sealed record DecisionsModel(ConsoleContext Context)
{
    /// <summary>Rows of a page.</summary>
    public const int PageSize = 100;

    public required IReadOnlyList<DecisionRecord> Rows { get; init; }

    public required int Found { get; init; }

    /// <summary>Whether only decisions in force are shown.</summary>
    public required bool InForce { get; init; }

    /// <summary>The page; the first is 1.</summary>
    public required int Page { get; init; }

    public int Pages => Math.Max(1, (Found + PageSize - 1) / PageSize);
}
