using System.Globalization;
using Distill.Contracts;
using Distill.Core.Clusters;
using Distill.Core.Decisions;
using Distill.Core.Events;

namespace Distill.Reports.Words;

/// <summary>What speaks against a verdict on one account, in sentences. Facts about the account alone; its cluster has its own.</summary>
public static class AccountDoubts
{
    // A campaign's accounts are mostly made for it. One that is older by this much was not, unless it was bought.
    private static readonly TimeSpan s_older = TimeSpan.FromDays(30);

    /// <summary>The sentences, the strongest first.</summary>
    /// <param name="facts">All that is known of the account, in any order.</param>
    /// <param name="cluster">Its cluster; null if it is in none.</param>
    /// <param name="account">The account.</param>
    /// <param name="set">The override in force; null if there is none.</param>
    /// <param name="now">The time, after which an attestation may have ended.</param>
    public static IReadOnlyList<string> Of(
        IReadOnlyCollection<IAccountFact> facts,
        Cluster? cluster,
        AccountId account,
        AccountOverride? set,
        DateTimeOffset now
    )
    {
        var record = facts.OfType<AccountRecord>().OrderBy(r => r.Time).LastOrDefault();
        string?[] all =
        [
            VerificationRecord.PassedOf(facts.OfType<VerificationRecord>()) is { } passed
                ? $"The customer passed a verification on {Shown.Time(passed.Time)}{By(passed.By)}."
                : null,
            set is { Kind: OverrideKind.Allow } ? $"{set.By} allowed it by hand: {set.Why}" : null,
            record?.Kyc switch
            {
                KnowYourCustomer.Verified => "The provider verified at sign-up whose it is.",
                KnowYourCustomer.Business => "It is a business's, as the provider knows.",
                _ => null,
            },
            .. Attested(facts, now),
            record?.Created is { } created && cluster is not null && cluster.FirstSeen - created >= s_older
                ? $"It signed up {Shown.Span(cluster.FirstSeen - created)} before the cluster was first seen. Accounts are also sold."
                : null,
            cluster?.Held?.Contains(account) == true ? "The last run did not find it in the cluster again." : null,
        ];
        return [.. all.Where(s => s is not null).Select(s => s!)];
    }

    // What each reseller said last counts.
    private static IEnumerable<string> Attested(IEnumerable<IAccountFact> facts, DateTimeOffset now) =>
        facts
            .OfType<AttestationRecord>()
            .GroupBy(a => a.Reseller, StringComparer.Ordinal)
            .OrderBy(own => own.Key, StringComparer.Ordinal)
            .Select(own => own.OrderBy(a => a.Time).ThenBy(a => a.Checked).Last())
            .Where(a => a.Kyc >= KnowYourCustomer.Business && (a.Expires is not { } end || end >= DateOnly.FromDateTime(now.UtcDateTime)))
            .Select(a =>
                $"{a.Reseller} attests that it knows the customer, {(a.Holder == CustomerHolder.Person ? "a person" : "an organisation")}, "
                + $"identified on {a.Checked.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}."
            );

    private static string By(string by) => by.Length == 0 ? "" : $" by {by}";
}
