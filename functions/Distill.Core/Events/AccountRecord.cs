using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>
/// What the account system knows of an account at <see cref="Time"/>. Null means unknown. Of several records the latest by event time counts.
/// </summary>
public sealed record AccountRecord : IAccountFact
{
    public required AccountId Account { get; init; }

    public required DateTimeOffset Time { get; init; }

    public DateTimeOffset? Created { get; init; }

    public string? Country { get; init; }

    public string? EmailDomain { get; init; }

    /// <summary>Opaque fingerprint of the means of payment: the card.</summary>
    public string? Payment { get; init; }

    /// <summary>Opaque fingerprint of the device used at sign-up.</summary>
    public string? Device { get; init; }

    public string? Reseller { get; init; }

    public KnowYourCustomer Kyc { get; init; }
}

/// <summary>How well the provider knows who an account belongs to, weakest first.</summary>
public enum KnowYourCustomer
{
    Unknown,
    None,
    Email,
    Phone,
    Business,
    Verified,
}

/// <summary>Says that an account was banned, or that its ban was lifted, at <see cref="Time"/>.</summary>
public sealed record BanRecord(AccountId Account, DateTimeOffset Time, bool Lifted, string Reason) : IAccountFact;
