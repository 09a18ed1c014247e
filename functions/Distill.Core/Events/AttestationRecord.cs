using Distill.Contracts;

namespace Distill.Core.Events;

/// <summary>What a reseller attests of the customer behind an account. Of several attestations of one reseller the latest issued counts.</summary>
public sealed record AttestationRecord : IAccountFact
{
    public required AccountId Account { get; init; }

    /// <summary>When the reseller issued it.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Who attests.</summary>
    public required string Reseller { get; init; }

    /// <summary>The reseller's own opaque name of the customer. One customer has one, whatever accounts it uses.</summary>
    public required string Customer { get; init; }

    public required CustomerHolder Holder { get; init; }

    /// <summary>How well the reseller knows the customer.</summary>
    public required KnowYourCustomer Kyc { get; init; }

    /// <summary>Where the customer says to be, two letters (ISO 3166-1). Null when it is not attested.</summary>
    public string? Country { get; init; }

    /// <summary>When the customer was identified.</summary>
    public required DateOnly Checked { get; init; }

    /// <summary>The last day on which it holds. Null when it names none.</summary>
    public DateOnly? Expires { get; init; }

    /// <summary>Orders attestations, the one that counts last. Two that differ are never equal.</summary>
    internal (DateTimeOffset, DateOnly, DateOnly, string, CustomerHolder, KnowYourCustomer, string) Order =>
        (Time, Checked, Expires ?? DateOnly.MaxValue, Customer, Holder, Kyc, Country ?? "");
}

/// <summary>What a customer is.</summary>
public enum CustomerHolder
{
    Organisation,
    Person,
}
