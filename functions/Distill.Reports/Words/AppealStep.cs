using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Events;

namespace Distill.Reports.Words;

/// <summary>A verification of an account's customer, and what it led to.</summary>
/// <param name="Record">How it went, when, and who says so.</param>
/// <param name="LedTo">What it led to, in a sentence or two.</param>
public sealed record AppealStep(VerificationRecord Record, string LedTo)
{
    /// <summary>The verifications of one account, the latest first.</summary>
    /// <param name="records">All that are known, in any order.</param>
    /// <param name="standing">The account's verdict as it stands.</param>
    /// <param name="asOf">The end of the last hour that was correlated. Later outcomes have not been weighed.</param>
    /// <param name="counts">How long a passed verification counts.</param>
    public static IReadOnlyList<AppealStep> Of(
        IEnumerable<VerificationRecord> records,
        StandingVerdict standing,
        DateTimeOffset? asOf,
        TimeSpan counts
    )
    {
        VerificationRecord[] ordered = [.. records.Distinct().OrderBy(r => r.Time).ThenBy(r => r.Outcome).ThenBy(r => r.By, StringComparer.Ordinal)];
        var weighed = asOf is { } end ? ordered.Count(r => r.Time <= end) : 0;
        return
        [
            .. ordered
                .Select(
                    (r, i) => new AppealStep(r, i >= weighed ? "The next run weighs it." : Led(ordered[..weighed], i, standing, asOf!.Value, counts))
                )
                .Reverse(),
        ];
    }

    private static string Led(VerificationRecord[] records, int index, StandingVerdict standing, DateTimeOffset asOf, TimeSpan counts)
    {
        var record = records[index];
        var later = records[(index + 1)..];
        switch (record.Outcome)
        {
            case VerificationOutcome.Open:
                return Array.Find(later, r => r.Outcome != VerificationOutcome.Open) is { } answer
                    ? $"Answered {Shown.Time(answer.Time)}: {Name(answer.Outcome)}."
                    : "Nobody has answered yet.";
            case VerificationOutcome.Failed:
                return VerificationRecord.PassedOf(records[..index]) is { } passed && record.Time - passed.Time <= counts
                    ? $"It ended what the one of {Shown.Time(passed.Time)} gave."
                    : "It changed no action.";
            default:
                var until = record.Time + counts;
                return Array.Find(later, r => r.Outcome == VerificationOutcome.Failed) is { } failed && failed.Time <= until
                        ? $"The failed one of {Shown.Time(failed.Time)} ended it."
                    : Array.Find(later, r => r.Outcome == VerificationOutcome.Passed) is { } again && again.Time <= until
                        ? $"The one of {Shown.Time(again.Time)} counts in its place."
                    : asOf > until ? $"It counted until {Shown.Time(until)}."
                    : $"It counts until {Shown.Time(until)}. {Now(standing)}";
        }
    }

    // A person's decision wins over a verification.
    private static string Now(StandingVerdict standing) =>
        standing.Verdict.Level < VerdictLevel.Suspect ? "The account is not flagged, so it changes nothing."
        : standing.Verdict.Action == VerdictAction.Allow ? "The action is allow; the level stays, because it says what was seen."
        : $"A person's decision wins over it: the action is {standing.Verdict.Action.Name()}.";

    /// <summary>The word of an outcome.</summary>
    public static string Name(VerificationOutcome outcome) =>
        outcome switch
        {
            VerificationOutcome.Passed => "passed",
            VerificationOutcome.Failed => "failed",
            _ => "open",
        };
}
