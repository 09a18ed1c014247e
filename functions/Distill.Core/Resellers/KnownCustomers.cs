using Distill.Core.Events;

namespace Distill.Core.Resellers;

/// <summary>How well a channel's customers are known: accounts by their know-your-customer level.</summary>
public sealed record KnownCustomers
{
    /// <summary>No record says. That is no level: it neither accuses nor acquits.</summary>
    public required int Unknown { get; init; }

    /// <summary>The record says that nothing was asked.</summary>
    public required int None { get; init; }

    public required int Email { get; init; }

    public required int Phone { get; init; }

    public required int Business { get; init; }

    public required int Verified { get; init; }

    internal static KnownCustomers Of(IReadOnlyList<ChannelAccount> accounts)
    {
        var levels = accounts.CountBy(a => a.Kyc).ToDictionary();
        return new KnownCustomers
        {
            Unknown = levels.GetValueOrDefault(KnowYourCustomer.Unknown),
            None = levels.GetValueOrDefault(KnowYourCustomer.None),
            Email = levels.GetValueOrDefault(KnowYourCustomer.Email),
            Phone = levels.GetValueOrDefault(KnowYourCustomer.Phone),
            Business = levels.GetValueOrDefault(KnowYourCustomer.Business),
            Verified = levels.GetValueOrDefault(KnowYourCustomer.Verified),
        };
    }
}
