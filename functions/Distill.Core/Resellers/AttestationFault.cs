namespace Distill.Core.Resellers;

/// <summary>What is wrong with an account's attestation.</summary>
internal enum AttestationFault
{
    Missing,
    Expired,
    Contradicted,
}

/// <summary>One fault, in a sentence for the reseller.</summary>
internal readonly record struct AttestationFinding(AttestationFault Fault, string Reason);
