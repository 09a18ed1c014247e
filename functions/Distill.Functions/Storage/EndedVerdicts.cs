using Distill.Contracts;

namespace Distill.Functions.Storage;

/// <summary>
/// Verdicts that the ledger says have ended, whose rows may still be there: they are deleted after the commit, and a run that was under way may have
/// written the old verdict beside a new one that nobody published. Whoever reads rows leaves them out.
/// </summary>
/// <param name="Hour">The hour as of which they ended: what a run says of a later one is new.</param>
/// <param name="At">When they ended, wall clock.</param>
/// <param name="Accounts">Whose they were.</param>
public sealed record EndedVerdicts(Hour Hour, DateTimeOffset At, IReadOnlySet<AccountId> Accounts)
{
    public bool Hold(AccountId account, Hour said) => said <= Hour && Accounts.Contains(account);
}

/// <summary>As of what rows of verdicts are read.</summary>
/// <param name="Hour">The hour that is published; null when nothing is.</param>
/// <param name="Ended">What ended last; null when nothing has, or its rows are gone.</param>
public readonly record struct PublishedAsOf(Hour? Hour, EndedVerdicts? Ended = null);
