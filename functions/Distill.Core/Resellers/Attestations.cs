namespace Distill.Core.Resellers;

/// <summary>What a reseller attested of its accounts, and how it agrees with what is known.</summary>
/// <param name="Valid">Accounts with an attestation that holds and that nothing contradicts.</param>
/// <param name="Missing">Accounts without an attestation of this reseller.</param>
/// <param name="Expired">Accounts whose attestation no longer holds.</param>
/// <param name="Contradicted">Accounts whose attestation is contradicted by the traffic, or by another attestation.</param>
/// <param name="HoursNotTested">
/// Accounts whose hours could not be compared with their country's: too few calls, or too few other accounts from there. That is no fault of theirs.
/// </param>
public sealed record Attestations(int Valid, int Missing, int Expired, int Contradicted, int HoursNotTested);
