using Distill.Contracts;
using Distill.Honeypots.Keys;

namespace Distill.Honeypots.Marking;

/// <summary>The record of how one response was marked. It holds no text.</summary>
/// <param name="RequestId">The request that was answered.</param>
/// <param name="Account">The account that asked.</param>
/// <param name="Code">The cluster's or cohort's code; <c>default</c> for none.</param>
/// <param name="Epoch">The epoch whose keys were used.</param>
/// <param name="Dictionary">The hash of the dictionary that was used.</param>
/// <param name="Before">SHA-256 of the text as it came, UTF-8, lower-case hexadecimal.</param>
/// <param name="After">SHA-256 of the text as it left.</param>
/// <param name="Sites">The cells set, in order of first appearance.</param>
public sealed record Receipt(
    string RequestId,
    AccountId Account,
    MarkCode Code,
    EpochId Epoch,
    string Dictionary,
    string Before,
    string After,
    IReadOnlyList<MarkedSite> Sites
);
