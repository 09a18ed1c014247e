using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>What resellers attest of accounts. Attestations may come in any order and more than once.</summary>
internal sealed class AttestedAccounts
{
    private readonly Dictionary<AccountId, HashSet<AttestationRecord>> _records = [];

    public void Add(AttestationRecord attestation)
    {
        if (!_records.TryGetValue(attestation.Account, out var records))
        {
            _records.Add(attestation.Account, records = []);
        }

        records.Add(attestation);
    }

    /// <summary>True when there is an attestation of the account, whoever attests.</summary>
    public bool Has(AccountId account) => _records.ContainsKey(account);

    /// <summary>Everyone who attested anything by <paramref name="time"/>.</summary>
    public IReadOnlySet<string> ResellersAt(DateTimeOffset time) =>
        _records.Values.SelectMany(r => r).Where(r => r.Time <= time).Select(r => r.Reseller).ToHashSet(StringComparer.Ordinal);

    /// <summary>The reseller's latest attestation known at <paramref name="time"/>. Null when there is none.</summary>
    public AttestationRecord? At(AccountId account, string reseller, DateTimeOffset time) =>
        _records.TryGetValue(account, out var records)
            ? records.Where(r => r.Time <= time && string.Equals(r.Reseller, reseller, StringComparison.Ordinal)).MaxBy(r => r.Order)
            : null;
}
