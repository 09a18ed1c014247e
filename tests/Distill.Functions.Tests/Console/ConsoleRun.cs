using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Backtests;
using Distill.Core.Clusters;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Core.Portraits;
using Distill.Core.Profiles;
using Distill.Core.Resellers;
using Distill.Core.Signals;
using Distill.Core.Volumes;

namespace Distill.Functions.Tests.Console;

/// <summary>What a run keeps beside its verdicts: its evidence, and a review of resellers.</summary>
internal static class ConsoleRun
{
    /// <summary>Confirmed clusters have three kinds of evidence, others two; and there are groups that are not watched.</summary>
    public static RunWeights Weights(Hour hour, IEnumerable<Cluster> clusters) =>
        new(
            hour,
            LevelRule.Of(new DetectionOptions()),
            new DetectionOptions().MinClusterSize,
            [
                .. clusters.Select(c => new WeighedGroup(
                    c.Accounts.Count,
                    Kinds(
                        c.Level switch
                        {
                            VerdictLevel.Confirmed => [19, 107.5, 72.9],
                            VerdictLevel.Suspect => [12.4, 11.5],
                            _ => [9.6, 9.8],
                        }
                    )
                )
                {
                    Cluster = c.Id,
                }),
                new WeighedGroup(40, Kinds([8.1, 7.3])) { Named = [.. ConsoleCase.Hostile.Take(5).Select(AccountId.Parse)] },
                new WeighedGroup(9, Kinds([6.2, 30])) { Named = [Some.Account("near0"), Some.Account("near1")] },
            ]
        );

    /// <summary>A card of four members of the campaign, its device of thirty, and a network that two clusters have.</summary>
    public static ValueIndex Values(Hour hour, Cluster campaign, Cluster other) =>
        new(
            hour,
            [
                .. new[]
                {
                    Value(SharedKind.Card, TraitKind.Payment, "pm_1Nq2b", (campaign, 4)),
                    Value(SharedKind.Device, TraitKind.Device, "device-77", (campaign, 30)),
                    Value(SharedKind.MailDomain, TraitKind.EmailDomain, "mail.example", (other, 3)),
                    new IndexedValue(
                        SharedKind.Network,
                        NetworkPrefix.TryParse("198.51.100.1"u8, out var network) ? network.Bits : 0,
                        [Holders((campaign, 9)), Holders((other, 2))]
                    ),
                }.OrderBy(v => v.Value),
            ]
        );

    private static IndexedValue Value(SharedKind kind, TraitKind trait, string value, params (Cluster, int)[] members) =>
        new(kind, Trait.Of(trait, value).Value, [.. members.Select(Holders)]);

    private static ValueHolders Holders((Cluster Cluster, int Members) of) =>
        new(of.Cluster.Id, of.Members, [.. of.Cluster.Accounts.Take(Math.Min(20, of.Members))]);

    /// <summary>Refusals and verifications of the days up to an hour.</summary>
    public static FactDays Days(Hour hour) =>
        new(
            hour,
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(i => new FactDay(DateOnly.FromDateTime(hour.Start.UtcDateTime).AddDays(i - 11))
                    {
                        Refused = 9 * i,
                        Passed = i % 3,
                        Opened = 4,
                    }),
            ]
        );

    /// <summary>A reseller of a cluster, one with little to say of it, one whose name means harm, and a cloud.</summary>
    public static ResellerReview Review(Hour hour) =>
        new(
            hour,
            new ReviewedPopulation(1_400, 1_320, 262, 1_900_000),
            [
                Channel("northgate", ChannelKind.Reseller, Grade.LookCloser, flagged: 118),
                Channel("<b>cheap tokens</b>", ChannelKind.Reseller, Grade.Ask, flagged: 3),
                Channel("small", ChannelKind.Reseller, Grade.TooFew, flagged: 0) with
                {
                    Requests = [],
                },
                Channel("bedrock", ChannelKind.Cloud, Grade.Unknown, flagged: 0),
            ]
        );

    private static GroupWeights Kinds(double[] weights) =>
        new([.. weights.Select((w, i) => new KindWeight((EvidenceKind)i, w))], OwnMeans: weights.Length > 2 ? weights[2] : 0, Customers: 8, false);

    private static ReviewedChannel Channel(string name, ChannelKind kind, Grade grade, int flagged)
    {
        EvidenceRequest[] requests =
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i => new EvidenceRequest(
                    Some.Account($"acct_{i:d4}"),
                    [EvidenceNeed.Identity, EvidenceNeed.Use],
                    ["Our monitoring of use selected the account for verification."],
                    Calls: 900 - i,
                    VerdictLevel.Suspect
                )),
        ];
        var report = new ChannelReport
        {
            Kind = kind,
            Name = name,
            Grade = grade,
            Reasons = [$"{flagged} of 240 assessed accounts are flagged.", "30 of its accounts need evidence; the request lists them."],
            Accounts = 260,
            Assessed = 240,
            Calls = 412_300,
            Customers = new KnownCustomers
            {
                Unknown = 100,
                None = 40,
                Email = 60,
                Phone = 30,
                Business = 20,
                Verified = 10,
            },
            Identities = new Identities(DisposableMail: null, SharedCards: 44, SharedDevices: 12),
            Attestations = flagged > 0 ? new Attestations(Valid: 120, Missing: 100, Expired: 8, Contradicted: 12, HoursNotTested: 30) : null,
            Concentration = new Concentration(0.021, 0.162, 104.6),
            FlaggedAccounts = new Share(flagged, 240, flagged / 240.0, flagged / 300.0, (flagged + 4) / 200.0),
            FlaggedCalls = new Share(flagged * 1_000, 410_000, flagged / 410.0, flagged / 500.0, (flagged + 4) / 390.0),
            Excess = new Excess(0.198, 1e-9, 4e-9, 4),
            Clusters = flagged > 100 ? [new SeenCluster(ConsoleCase.Campaign.Id, VerdictLevel.Confirmed, flagged, 250, ["cloud:bedrock"])] : [],
            Trend = new Trend(TrendDirection.Rising, new HalfCalls(200_000, 40_000), new HalfCalls(212_300, flagged * 900)),
            Questioned = 30,
            Requested = requests.Length,
        };
        return new ReviewedChannel(report, requests);
    }
}
