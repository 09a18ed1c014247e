namespace Distill.Reports.Console;

/// <summary>The allow-lists, and the form that changes them.</summary>
public sealed record AllowModel(ConsoleContext Context)
{
    /// <summary>All entries, the latest first.</summary>
    public required IReadOnlyList<DecisionRecord> Rows { get; init; }

    public required AnalystForm Form { get; init; }

    /// <summary>What was sent, if the form comes back.</summary>
    public string Kind { get; init; } = "";

    public string Value { get; init; } = "";

    public string Action { get; init; } = "";
}
