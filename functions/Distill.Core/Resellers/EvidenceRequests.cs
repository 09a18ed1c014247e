using System.Globalization;
using Distill.Core.Events;

namespace Distill.Core.Resellers;

/// <summary>Draws up what a reseller is asked for: for each account, which evidence and why.</summary>
internal static class EvidenceRequests
{
    /// <summary>Returns the requests, flagged accounts first, then those with more calls.</summary>
    public static IReadOnlyList<EvidenceRequest> Of(IReadOnlyList<ChannelAccount> accounts, IdentityAccounts identities, AttestationCheck check) =>
        [
            .. accounts
                .OrderByDescending(a => a.IsFlagged)
                .ThenByDescending(a => a.Calls)
                .ThenBy(a => a.Account)
                .Select(a => Of(a, identities, check))
                .Where(r => r.Needs.Count > 0),
        ];

    private static EvidenceRequest Of(ChannelAccount account, IdentityAccounts identities, AttestationCheck check)
    {
        var needs = new SortedSet<EvidenceNeed>();
        var reasons = new List<string>();
        void Ask(bool isNeeded, string reason, params ReadOnlySpan<EvidenceNeed> evidence)
        {
            if (isNeeded)
            {
                reasons.Add(reason);
                foreach (var need in evidence)
                {
                    needs.Add(need);
                }
            }
        }

        var attested = check.LevelOf(account.Account);
        Ask(account.IsFlagged, "Our monitoring of use selected the account for verification.", EvidenceNeed.Identity, EvidenceNeed.Use);
        Ask(
            account.Kyc == KnowYourCustomer.None && attested <= KnowYourCustomer.None,
            "The account record says that the customer was not identified.",
            EvidenceNeed.Identity
        );
        Ask(
            account.Kyc == KnowYourCustomer.Unknown && attested == KnowYourCustomer.Unknown,
            "The account record does not say how the customer was identified.",
            EvidenceNeed.Level
        );
        Ask(identities.DisposableMail.Contains(account.Account), "The mail domain is a disposable one.", EvidenceNeed.Contact);
        Ask(identities.SharedCards.Contains(account.Account), Shared("means of payment"), EvidenceNeed.Owner);
        Ask(identities.SharedDevices.Contains(account.Account), Shared("device at sign-up"), EvidenceNeed.Owner);
        foreach (var (fault, reason) in check.Of(account.Account))
        {
            Ask(true, reason, fault == AttestationFault.Contradicted ? EvidenceNeed.Explanation : EvidenceNeed.Attestation);
        }

        return new EvidenceRequest(account.Account, [.. needs], reasons, account.Calls, account.Level);
    }

    private static string Shared(string what) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"The account has the same {what} as at least {Identities.MinShared - 1} others of yours, and is not known as a business."
        );
}
