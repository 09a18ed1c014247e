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

    /// <summary>Every outcome from a time on, up to another, which is included.</summary>
    public IEnumerable<VerificationRecord> Between(DateTimeOffset from, DateTimeOffset to) =>
        _records.Values.SelectMany(own => own).Where(r => r.Time >= from && r.Time <= to);

    /// <summary>The last outcome known at <paramref name="time"/>. Null when there is none.</summary>
    public VerificationRecord? At(AccountId account, DateTimeOffset time) => VerificationRecord.LastOf(Known(account, time));

    /// <summary>When the customer passed, as known at <paramref name="time"/>. Null when they did not, or failed since.</summary>
    public VerificationRecord? PassedAt(AccountId account, DateTimeOffset time) => VerificationRecord.PassedOf(Known(account, time));

    private IEnumerable<VerificationRecord> Known(AccountId account, DateTimeOffset time) =>
        _records.TryGetValue(account, out var records) ? records.Where(r => r.Time <= time) : [];
}
