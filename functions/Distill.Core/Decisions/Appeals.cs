using System.Globalization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Windows;

namespace Distill.Core.Decisions;

/// <summary>Lays customers' verifications over the verdicts. Who passed is allowed; the level stays, because it says what was seen.</summary>
public static class Appeals
{
    /// <summary>The name of the reason that tells of a verification.</summary>
    internal const string Signal = "verification";

    // How the reasons begin and end, by which a stored verdict is read.
    private const string Passed = "Verified";
    private const string Lapsed = "too long ago to count.";
    private const string Failed = "Verification failed";

    /// <summary>How the verification went that a verdict tells of; null if it tells of none.</summary>
    public static AppealOutcome? Of(Verdict verdict) =>
        verdict.Reasons.FirstOrDefault(r => r.Signal == Signal)?.Detail switch
        {
            null => null,
            var told when told.StartsWith(Failed, StringComparison.Ordinal) => AppealOutcome.Failed,
            var told when told.StartsWith(Passed, StringComparison.Ordinal) && !told.EndsWith(Lapsed, StringComparison.Ordinal) =>
                AppealOutcome.Passed,
            _ => AppealOutcome.Open,
        };

    /// <summary>Changes the verdicts of flagged accounts whose customers were verified, or tried to be.</summary>
    /// <param name="verdicts">The run's verdicts. It is changed.</param>
    /// <param name="population">Says how verifications went.</param>
    /// <param name="time">The run's time. Later outcomes do not count.</param>
    /// <param name="options">Says how long a passed verification counts.</param>
    internal static void Apply(Dictionary<AccountId, Verdict> verdicts, Population population, DateTimeOffset time, DetectionOptions options)
    {
        foreach (var account in population.Verifications.Accounts)
        {
            if (
                verdicts.TryGetValue(account, out var verdict)
                && verdict.Level >= VerdictLevel.Suspect
                && population.Verifications.At(account, time) is { } outcome
            )
            {
                var passed = population.Verifications.PassedAt(account, time);
                verdicts[account] = Apply(verdict, outcome, time - passed?.Time <= TimeSpan.FromDays(options.VerificationDays) ? passed : null);
            }
        }
    }

    // What counts may be older than the last outcome: a verification that is open again takes nothing away.
    private static Verdict Apply(Verdict verdict, VerificationRecord last, VerificationRecord? counts)
    {
        var others = verdict.Reasons.Where(r => r.Signal != Signal);
        if (counts is null)
        {
            return verdict with { Reasons = [.. others, Told(last)] };
        }

        var allowed = new Reason(
            Signal,
            $"{Passed} {When(counts)}: the customer is who they say. Without that, the correlation's action would be {verdict.Action.Name()}.",
            0
        );
        return verdict with { Action = VerdictAction.Allow, Reasons = last == counts ? [allowed, .. others] : [allowed, .. others, Told(last)] };
    }

    private static Reason Told(VerificationRecord outcome) =>
        new(
            Signal,
            outcome.Outcome switch
            {
                VerificationOutcome.Passed => $"{Passed} {When(outcome)}; {Lapsed}",
                VerificationOutcome.Failed => $"{Failed} {When(outcome)}.",
                _ => $"Verification open since {When(outcome)}.",
            },
            0
        );

    private static string When(VerificationRecord outcome) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{outcome.Time.UtcDateTime:yyyy-MM-dd HH:mm} UTC{(outcome.By.Length == 0 ? "" : " by ")}{outcome.By}"
        );
}

/// <summary>How a customer's verification went.</summary>
public enum AppealOutcome
{
    /// <summary>The customer is who they say, and it still counts.</summary>
    Passed,

    Failed,

    /// <summary>Nobody has answered yet, or the customer passed too long ago to count.</summary>
    Open,
}
