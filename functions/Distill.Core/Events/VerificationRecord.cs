using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>The outcome of a customer's verification at <see cref="Time"/>. Of several the latest by event time counts.</summary>
/// <param name="Account">The customer's account.</param>
/// <param name="Time">When the outcome was known.</param>
/// <param name="Outcome">How it went.</param>
/// <param name="By">Who says so, without characters that have no shape or turn the text. Empty if the event does not say.</param>
public sealed record VerificationRecord(AccountId Account, DateTimeOffset Time, VerificationOutcome Outcome, string By) : IAccountFact
{
    public string By { get; } = HiddenText.Remove(By);

    /// <summary>The record that counts: the last one. Null when there is none.</summary>
    /// <param name="records">Records of one account, in any order.</param>
    public static VerificationRecord? LastOf(IEnumerable<VerificationRecord> records) =>
        records.OrderBy(r => r.Time).ThenBy(r => r.Outcome).ThenBy(r => r.By, StringComparer.Ordinal).LastOrDefault();

    /// <summary>
    /// The record with which a customer passed. Null when they did not, or failed since. An open verification is no outcome yet, so it takes nothing
    /// away.
    /// </summary>
    /// <param name="records">Records of one account, in any order.</param>
    public static VerificationRecord? PassedOf(IEnumerable<VerificationRecord> records) =>
        LastOf(records.Where(r => r.Outcome != VerificationOutcome.Open)) is { Outcome: VerificationOutcome.Passed } passed ? passed : null;
}

/// <summary>How a verification went, the strictest last. Of two outcomes of one instant the stricter counts as the later one.</summary>
public enum VerificationOutcome
{
    Passed,

    /// <summary>It has begun and is not decided.</summary>
    Open,
    Failed,
}
