using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// Verdicts that have ended by the ledger, but whose rows may still exist: rows are deleted after the commit, and a run at the same time may have
/// written the old verdict beside a new one that was never published. Readers of rows leave them out.
/// </summary>
/// <param name="Hour">The hour as of which they ended. A verdict of a later hour is new.</param>
/// <param name="At">When they ended, wall clock.</param>
/// <param name="Accounts">Whose verdicts they were.</param>
public sealed record EndedVerdicts(Hour Hour, DateTimeOffset At, IReadOnlySet<AccountId> Accounts)
{
    public bool Hold(AccountId account, Hour said) => said <= Hour && Accounts.Contains(account);
}

/// <summary>Which values of verdict rows are the published ones.</summary>
/// <param name="Hour">The hour that is published; null if nothing is.</param>
/// <param name="Ended">The verdicts that ended last; null if none did, or if their rows are gone.</param>
public readonly record struct PublishedAsOf(Hour? Hour, EndedVerdicts? Ended = null);
