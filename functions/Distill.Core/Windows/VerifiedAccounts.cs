using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>How customers' verifications went. They may come in any order and more than once.</summary>
internal sealed class VerifiedAccounts
{
    private readonly Dictionary<AccountId, HashSet<VerificationRecord>> _records = [];

    /// <summary>Accounts with an outcome, at whatever time.</summary>
    public IEnumerable<AccountId> Accounts => _records.Keys;

    public void Add(VerificationRecord verification)
    {
        if (!_records.TryGetValue(verification.Account, out var records))
        {
            _records.Add(verification.Account, records = []);
        }

        records.Add(verification);
    }

    /// <summary>The last outcome known at <paramref name="time"/>. Null when there is none.</summary>
    public VerificationRecord? At(AccountId account, DateTimeOffset time) => LastOf(account, r => r.Time <= time);

    /// <summary>
    /// When the customer passed, as known at <paramref name="time"/>. Null when they did not, or failed since. An open verification is no outcome
    /// yet, so it takes nothing away.
    /// </summary>
    public VerificationRecord? PassedAt(AccountId account, DateTimeOffset time) =>
        LastOf(account, r => r.Time <= time && r.Outcome != VerificationOutcome.Open) is { Outcome: VerificationOutcome.Passed } passed
            ? passed
            : null;

    private VerificationRecord? LastOf(AccountId account, Func<VerificationRecord, bool> counts) =>
        _records.TryGetValue(account, out var records) ? VerificationRecord.LastOf(records.Where(counts)) : null;
}
