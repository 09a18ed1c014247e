using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Events;
using Distill.Core.Windows;

namespace Distill.Core.Resellers;

/// <summary>One account's calls through one channel within the lookback, and what is known of the account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Record">The account record. Null when there is none.</param>
/// <param name="Level">The level of its verdict.</param>
/// <param name="Cluster">The cluster that its verdict names.</param>
internal sealed record ChannelAccount(AccountId Account, AccountFacts? Record, VerdictLevel Level, ClusterId? Cluster)
{
    /// <summary>Calls through the channel. An estimate when windows are sampled.</summary>
    public long Calls { get; init; }

    /// <summary>Those of them in the later half of the lookback.</summary>
    public long LaterCalls { get; init; }

    /// <summary>True when all of the account's calls, through whatever channel, are in the later half of the lookback.</summary>
    public required bool IsNew { get; init; }

    /// <summary>When and from where it called. Null when nobody attests anything of it.</summary>
    public AccountDay? Day { get; init; }

    /// <summary>True when enough was seen of the account to say anything.</summary>
    public bool IsAssessed => Level != VerdictLevel.NotAssessed;

    public bool IsFlagged => Level >= VerdictLevel.Suspect;

    public KnowYourCustomer Kyc => Record?.Kyc ?? KnowYourCustomer.Unknown;
}
