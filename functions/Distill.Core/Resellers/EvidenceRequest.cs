using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Resellers;

/// <summary>What a reseller is asked for.</summary>
public enum EvidenceNeed
{
    /// <summary>Who the customer is.</summary>
    Identity,

    /// <summary>What the account is used for.</summary>
    Use,

    /// <summary>Who owns accounts that share a card or a device.</summary>
    Owner,

    /// <summary>A mail address that lasts.</summary>
    Contact,

    /// <summary>How the customer was identified, if at all.</summary>
    Level,

    /// <summary>An attestation that is there and holds.</summary>
    Attestation,

    /// <summary>How an attestation fits what contradicts it.</summary>
    Explanation,
}

/// <summary>The evidence that a reseller is asked for about one account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Needs">What is needed, in order.</param>
/// <param name="Reasons">Why, a sentence each. They are for the reseller: they name no signal, no cluster and no other customer.</param>
/// <param name="Calls">The account's calls through the channel.</param>
/// <param name="Level">The level of its verdict. It is not sent.</param>
public sealed record EvidenceRequest(
    AccountId Account,
    IReadOnlyList<EvidenceNeed> Needs,
    IReadOnlyList<string> Reasons,
    long Calls,
    VerdictLevel Level
)
{
    /// <summary>True when nothing but the customer's level is asked: nothing speaks against the account.</summary>
    [JsonIgnore]
    public bool IsOfLevelOnly => Needs is [EvidenceNeed.Level];
}
