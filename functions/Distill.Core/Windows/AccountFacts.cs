using System.Text;
using Distill.Contracts;
using Distill.Core.Events;

namespace Distill.Core.Windows;

/// <summary>
/// An <see cref="AccountRecord"/> as it is held in memory. Millions are held, so the means of payment and the device are fingerprints.
/// </summary>
public sealed record AccountFacts
{
    private readonly long _time;

    public AccountFacts(AccountRecord record)
    {
        (_time, Created) = (record.Time.UtcTicks, record.Created?.UtcTicks ?? -1);
        (Payment, Device) = (FingerprintOf(record.Payment), FingerprintOf(record.Device));
        (EmailDomain, Reseller, Kyc) = (record.EmailDomain, record.Reseller, record.Kyc);
    }

    /// <summary>When the account system knew this.</summary>
    public DateTimeOffset Time => new(_time, TimeSpan.Zero);

    /// <summary>When the account was opened, in ticks. Negative when unknown.</summary>
    public long Created { get; }

    /// <summary>Fingerprint of the means of payment; 0 when unknown.</summary>
    public ulong Payment { get; }

    /// <summary>Fingerprint of the device used at sign-up; 0 when unknown.</summary>
    public ulong Device { get; }

    public string? EmailDomain { get; }

    public string? Reseller { get; }

    public KnowYourCustomer Kyc { get; }

    /// <summary>Returns the latest of one account's records; null when there are none.</summary>
    public static AccountFacts? Latest(IEnumerable<AccountRecord> records)
    {
        AccountFacts? latest = null;
        foreach (var record in records)
        {
            var facts = new AccountFacts(record);
            latest = facts.IsLaterThan(latest) ? facts : latest;
        }

        return latest;
    }

    /// <summary>
    /// True when this record is the later one. Two records of one instant have a fixed order, so the result never depends on which came first.
    /// </summary>
    internal bool IsLaterThan(AccountFacts? other)
    {
        if (other is null)
        {
            return true;
        }

        var order = (_time, Created, Payment, Device, Kyc).CompareTo((other._time, other.Created, other.Payment, other.Device, other.Kyc));
        order = order != 0 ? order : string.CompareOrdinal(EmailDomain, other.EmailDomain);
        return (order != 0 ? order : string.CompareOrdinal(Reseller, other.Reseller)) > 0;
    }

    private static ulong FingerprintOf(string? value) => string.IsNullOrEmpty(value) ? 0 : Fingerprint.Of(Encoding.UTF8.GetBytes(value));
}
