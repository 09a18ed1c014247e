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

    /// <summary>What was written and not kept; null if nothing was.</summary>
    public DeskDraft? Draft { get; init; }

    /// <summary>The key of the page's forms: one that is sent twice counts once.</summary>
    public string Key { get; init; } = "";
}

/// <summary>What somebody wrote and was not kept, to be shown again.</summary>
/// <param name="Fault">Why it was not kept.</param>
/// <param name="By">Who wrote it, as far as the form says.</param>
public sealed record DeskDraft(string Fault, string By)
{
    /// <summary>The note; null if it was none.</summary>
    public string? Note { get; init; }

    /// <summary>To whom the cluster was to be assigned; null if it was a note.</summary>
    public string? Assignee { get; init; }
}

/// <summary>A note on a cluster.</summary>
public sealed record CaseNote(string By, DateTimeOffset At, string Text);
