namespace Distill.Reports.Console;

/// <summary>What every page of the console shows around its contents.</summary>
/// <param name="Title">The page's heading and title.</param>
/// <param name="Section">The entry of the navigation that is marked as current.</param>
/// <param name="Visitor">Who looks.</param>
/// <param name="Now">The time, UTC.</param>
public sealed record ConsoleContext(string Title, ConsoleSection Section, Visitor Visitor, DateTimeOffset Now)
{
    /// <summary>The end of the last correlated hour; null before the first run, and on pages that read no verdict.</summary>
    public DateTimeOffset? AsOf { get; init; }

    /// <summary>True if the page has a graph. Then it loads the script that draws it.</summary>
    public bool HasGraph { get; init; }

    /// <summary>True in shadow mode for all accounts.</summary>
    public bool SimulatesAll { get; init; }
}

/// <summary>Who looks at a page.</summary>
/// <param name="Name">The name from Entra ID; null where nobody signs in.</param>
/// <param name="MayDecide">Whether the visitor may decide, or only read.</param>
public sealed record Visitor(string? Name, bool MayDecide);

/// <summary>The entries of the navigation.</summary>
public enum ConsoleSection
{
    None,
    Queue,
    Operations,
    Decisions,
    Allowed,
    Resellers,
    Trends,
    Search,
}
