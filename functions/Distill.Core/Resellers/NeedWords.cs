namespace Distill.Core.Resellers;

/// <summary>What is asked for, in words for the reseller.</summary>
internal static class NeedWords
{
    public static string Of(EvidenceNeed need) =>
        need switch
        {
            EvidenceNeed.Identity => "proof of who the customer is (an entry in a company register, or an identity document that you checked)",
            EvidenceNeed.Use => "what the account is used for, and by whom",
            EvidenceNeed.Owner => "who owns the accounts that share it, and why",
            EvidenceNeed.Contact => "a mail address of the customer's own that lasts",
            EvidenceNeed.Attestation => "a new attestation",
            EvidenceNeed.Explanation => "how the attestation fits this, or a corrected one",
            _ => "how you identified the customer, if you did",
        };
}
