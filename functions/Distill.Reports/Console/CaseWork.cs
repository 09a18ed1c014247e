namespace Distill.Reports.Console;

/// <summary>Who works on a cluster, and what they noted.</summary>
public sealed record CaseWork
{
    /// <summary>Nobody has done anything yet.</summary>
    public static CaseWork None { get; } = new();

    /// <summary>To whom it is assigned; null for nobody.</summary>
    public string? Assignee { get; init; }

    /// <summary>Who assigned it last, or took it from somebody; null if nobody ever did.</summary>
    public string? AssignedBy { get; init; }

    public DateTimeOffset? AssignedAt { get; init; }

    /// <summary>The notes, oldest first.</summary>
    public IReadOnlyList<CaseNote> Notes { get; init; } = [];

    /// <summary>The key of the page's forms: one that is sent twice counts once.</summary>
    public string Key { get; init; } = "";
}

/// <summary>A note on a cluster.</summary>
public sealed record CaseNote(string By, DateTimeOffset At, string Text);
