using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core.Clusters;
using Distill.Functions.Storage;
using Distill.Functions.Tests.Publishing;

namespace Distill.Functions.Tests.Console;

/// <summary>A store as a desk finds it: a campaign, a smaller one, a watched class, and names that mean harm.</summary>
internal static class ConsoleCase
{
    /// <summary>Names that would do something if a page did not encode them, and one that is too long for any table.</summary>
    public static readonly string[] Hostile =
    [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=HYPERLINK(\"http://x\",\"y\")",
        "../../admin?x=1&y=2#z",
        "right\u202Eto-left",
        "javascript:alert(1)",
        new('w', AccountId.MaxLength),
    ];

    /// <summary>The campaign: it took the most.</summary>
    public static readonly Cluster Campaign = new()
    {
        Id = ClusterId.Parse("hydra-9da5e583a1ec"),
        Level = VerdictLevel.Confirmed,
        Accounts = [.. Enumerable.Range(0, 250).Select(i => AccountId.Parse($"acct_{i:d4}"))],
        FirstSeen = Some.Start.AddDays(4),
        LastSeen = Some.Start.AddDays(8.8),
        Calls = 1_482_300,
        InputTokens = 310_400_000,
        OutputTokens = 982_600_000,
        Models = new Dictionary<string, long>
        {
            ["atlas-4-large"] = 1_113_000,
            ["atlas-4-mini"] = 301_300,
            ["atlas-code"] = 68_000,
        },
        Platforms = new Dictionary<string, long> { ["api"] = 1_400_300, ["batch"] = 82_000 },
        Resellers = new Dictionary<string, long> { ["northgate"] = 640_000, ["<b>cheap tokens</b>"] = 92_000 },
        Evidence = new Dictionary<string, IReadOnlyList<Reason>>
        {
            ["timing"] =
            [
                new Reason(
                    "turn_taking",
                    "Between two sittings of one account 228.4 of the 249 others have had theirs; own clocks explain 121.3.",
                    107.5
                ),
                new Reason("equal_shares", "Sittings a day differ by 4 % between accounts; chance and own clocks make 22 %.", 31.2),
            ],
            ["infrastructure"] =
            [
                new Reason(
                    "shared_network",
                    "31 of 40 customers (212 accounts) share 11 networks; as much sharing in a random draw is rarer than 1 in a million.",
                    72.9
                ),
                new Reason("shared_sign_up_device", "27 of 40 customers (180 accounts) share 6 sign-up devices.", 44.1),
            ],
            ["templates"] =
            [
                new Reason(
                    "shared_templates",
                    "40 customers (244 of 250 accounts) put two or more of the same 16 prompt framings around different prompts.",
                    19
                ),
            ],
            ["births"] = [new Reason("sign_up_burst", "9 of 40 customers came within three days.", 3.1)],
            ["content"] = [new Reason("elicitation", "62 % of the calls ask for reasoning written out; 9 % of all calls do.", 22.4)],
        },
        Timeline =
        [
            new TimelineEntry(Some.Start.AddDays(4), "First seen, 34 accounts, watch.") { Accounts = 34 },
            new TimelineEntry(Some.Start.AddDays(4.6), "watch became suspect."),
            new TimelineEntry(Some.Start.AddDays(5), "61 accounts joined, 2 left; 93 now.") { Accounts = 93 },
            new TimelineEntry(Some.Start.AddDays(5.5), "suspect became confirmed."),
            new TimelineEntry(Some.Start.AddDays(6.2), "80 accounts joined, 11 left; 162 now.") { Accounts = 162 },
            new TimelineEntry(Some.Start.AddDays(8), "90 accounts joined, 2 left; 250 now.") { Accounts = 250 },
        ],
    };

    /// <summary>A campaign with members whose names mean harm.</summary>
    public static readonly Cluster Nasty = Run.Cluster(2, 12, prefix: "nasty") with
    {
        Accounts = [.. Hostile.Select(AccountId.Parse).Concat(Enumerable.Range(0, 8).Select(i => AccountId.Parse($"nasty{i}"))).Order()],
        OutputTokens = 41_000_000,
        Calls = 9_400,
        Models = new Dictionary<string, long> { ["<img src=x>"] = 9_000, ["=1+1"] = 400 },
        Evidence = new Dictionary<string, IReadOnlyList<Reason>>
        {
            ["templates"] = [new Reason("shared_templates", "They use \"<script>alert(2)</script>\".", 14)],
            ["timing"] = [new Reason("turn_taking", "They take turns.", 12)],
            ["explanation"] = [new Reason("common_owner", "All pay with one card of <i>Example GmbH</i>.", 0)],
        },
    };

    /// <summary>A class: watched, and most likely innocent.</summary>
    public static readonly Cluster Class = Run.Cluster(3, 30, 9.6, VerdictLevel.Watch, "student") with { OutputTokens = 2_100_000, Calls = 3_100 };

    // Two hours before the tests' clock begins.
    private static readonly Hour s_hour = Hour.Of(Some.Start.AddDays(8).AddHours(18));

    /// <summary>A store with the three clusters, as many small ones as the queue needs for two pages, and operations.</summary>
    public static async Task<Instance> StartAsync(AzuriteFixture azurite, Dictionary<string, string?>? settings = null)
    {
        var instance = new Instance(azurite.NewAccount(), settings: settings);
        Cluster[] small =
        [
            .. Enumerable
                .Range(100, 60)
                .Select(i =>
                    Run.Cluster(i, 8, 10 + i % 7, i % 3 == 0 ? VerdictLevel.Watch : VerdictLevel.Suspect, $"s{i}-") with
                    {
                        OutputTokens = 1000 * i,
                    }
                ),
        ];
        Cluster[] all = [.. new[] { Campaign, Nasty, Class }.Concat(small).Select(ConsoleOperations.Joined)];
        await Run.SaveAsync(instance, s_hour, [.. all.SelectMany(Verdicts), Run.Verdict("other")], all);
        await instance.Get<PortraitTable>().SaveAsync(s_hour, [ConsolePortrait.Of(Campaign)], default);
        await instance.Get<RunWeightsTable>().SaveAsync(ConsoleRun.Weights(s_hour, all), default);
        await instance.Get<ValueTable>().SaveAsync(ConsoleRun.Values(s_hour, Campaign, Nasty), default);
        await instance.Get<ResellerTable>().SaveAsync(ConsoleRun.Review(s_hour), default);
        await instance.Get<FactDaysTable>().SaveAsync(ConsoleRun.Days(s_hour), default);
        await SomeAudit.RecordAsync(instance, Campaign.Id, Nasty.Id);
        return instance;
    }

    // Reasons as the correlation gives them: the account's own link first.
    private static IEnumerable<Verdict> Verdicts(Cluster cluster) =>
        Run.Verdicts(cluster)
            .Select(
                (v, i) =>
                    v with
                    {
                        FirstFlaggedAt = cluster.FirstSeen.AddHours(i % 90),
                        Score = 80 + i % 17,
                        Reasons =
                        [
                            new Reason("own_link", $"It keeps its place in the order of turns in {31 + i % 40} of {44 + i % 40} rounds.", 11.2),
                            .. cluster.Evidence.Values.SelectMany(r => r),
                        ],
                    }
            );
}
