using System.Text.Json;
using Distill.Contracts.Verdicts;
using Distill.Core.Decisions;
using Distill.Core.Events;

namespace Distill.Functions.Api;

/// <summary>Writes verifications as the API answers them.</summary>
internal static class VerificationAnswer
{
    private static readonly VerificationOutcome[] s_outcomes = [VerificationOutcome.Passed, VerificationOutcome.Failed, VerificationOutcome.Open];

    /// <summary>The names of all outcomes.</summary>
    public static string Outcomes { get; } = string.Join(", ", s_outcomes.Select(Name));

    /// <summary>Reads an outcome's name.</summary>
    public static bool TryOutcome(string name, out VerificationOutcome outcome)
    {
        outcome = s_outcomes.FirstOrDefault(o => Name(o) == name);
        return Name(outcome) == name;
    }

    /// <summary>A page of accounts with the last outcome of each, and how many there are of each outcome in all.</summary>
    public static void Write(
        Utf8JsonWriter json,
        IReadOnlyDictionary<VerificationOutcome, int> totals,
        IReadOnlyList<VerifiedAccount> page,
        bool hasMore
    )
    {
        json.WriteStartObject();
        json.WriteStartObject("totals");
        foreach (var outcome in s_outcomes)
        {
            json.WriteNumber(Name(outcome), totals.GetValueOrDefault(outcome));
        }

        json.WriteEndObject();
        json.WriteStartArray("verifications");
        foreach (var account in page)
        {
            Write(json, account);
        }

        json.WriteEndArray();
        json.WriteString("next", hasMore ? page[^1].Outcome.Account.Value : null);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, VerifiedAccount account)
    {
        var (outcome, standing, days) = account;
        json.WriteStartObject();
        json.WriteString("account", outcome.Account.Value);
        json.WriteString("outcome", Name(outcome.Outcome));
        json.WriteString("by", outcome.By);
        json.WriteString("at", outcome.Time.UtcDateTime);
        json.WriteString("level", standing.Verdict.Level.Name());
        json.WriteString("action", standing.Verdict.Action.Name());
        if (standing.Verdict.FirstFlaggedAt is { } flagged)
        {
            json.WriteString("firstFlaggedAt", flagged.UtcDateTime);
        }
        else
        {
            json.WriteNull("firstFlaggedAt");
        }

        json.WriteNumber("refusedDays", days);
        json.WriteEndObject();
    }

    private static string Name(VerificationOutcome outcome) =>
        outcome switch
        {
            VerificationOutcome.Passed => "passed",
            VerificationOutcome.Failed => "failed",
            _ => "open",
        };
}

/// <summary>A verified account and what its customer went through.</summary>
/// <param name="Outcome">The last outcome.</param>
/// <param name="Standing">The verdict as it stands.</param>
/// <param name="RefusedDays">Days with refused requests before the outcome.</param>
internal sealed record VerifiedAccount(VerificationRecord Outcome, StandingVerdict Standing, int RefusedDays);
