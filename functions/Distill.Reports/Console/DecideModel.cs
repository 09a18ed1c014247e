using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;

namespace Distill.Reports.Console;

/// <summary>What a decision would do, and the form that makes it.</summary>
/// <param name="Context">The frame.</param>
/// <param name="Subject">What is decided on.</param>
/// <param name="Kind">The decision.</param>
public sealed record DecideModel(ConsoleContext Context, DecisionSubject Subject, DecisionKind Kind)
{
    /// <summary>The most accounts that are listed.</summary>
    public const int MostListed = 200;

    /// <summary>The accounts that would change, from and to what, the most first.</summary>
    public required IReadOnlyList<(StandingCount From, StandingCount To)> Moves { get; init; }

    /// <summary>The accounts that would change, in order: at most <see cref="MostListed"/>.</summary>
    public required IReadOnlyList<AccountChange> Changes { get; init; }

    /// <summary>How many accounts would change.</summary>
    public required int Changed { get; init; }

    /// <summary>How many members stay as they are: a person's override holds, or the decision says the same.</summary>
    public required int Unchanged { get; init; }

    /// <summary>How many members passed a verification.</summary>
    public required int Passed { get; init; }

    /// <summary>The decisions that are in force now on what is decided on. Empty if none is.</summary>
    public required IReadOnlyList<ClusterDecision> Stands { get; init; }

    /// <summary>What becomes of the decisions that are in force now, if this one replaces them.</summary>
    public IEnumerable<string> Afterwards =>
        Kind is DecisionKind.Reopen or DecisionKind.Shadow or DecisionKind.Unshadow ? []
        : Stands.Count == 0 ? ["If it has an end, the correlation decides again from then on."]
        : Stands
            .DistinctBy(now => (now.Id, now.By, now.Kind))
            .Select(now =>
                Kind == DecisionKind.Dismiss && now.IsConfirmation
                    ? $"This ends for good what {now.By} decided: {DecisionWords.Title(now.Kind)}."
                    : $"When this ends, what {now.By} decided before holds again, as long as it lasts: {DecisionWords.Title(now.Kind)}."
            );

    /// <summary>The action that waits until shadow mode ends; null without shadow mode.</summary>
    public required VerdictAction? Waits { get; init; }

    /// <summary>
    /// A fingerprint of what was looked at: the members, and what had been decided. A form with another one is not taken, so nobody decides on what
    /// they have not seen.
    /// </summary>
    public required string Print { get; init; }

    /// <summary>The form.</summary>
    public required AnalystForm Form { get; init; }
}

/// <summary>An account's verdict before and after a decision.</summary>
public sealed record AccountChange(AccountId Account, VerdictLevel WasLevel, VerdictAction WasAction, VerdictLevel Level, VerdictAction Action);

/// <summary>The fields that decisions and overrides have in common.</summary>
/// <param name="Key">The idempotency key: a form that is sent twice decides once.</param>
/// <param name="Ends">When the decision may end: a text, and the time as programs read it; empty for the usual end.</param>
public sealed record AnalystForm(string Key, IReadOnlyList<(string Text, string Value)> Ends)
{
    /// <summary>What is wrong with what was sent; null if nothing was.</summary>
    public string? Fault { get; init; }

    public string By { get; init; } = "";

    public string Why { get; init; } = "";

    public string Expires { get; init; } = "";
}
