using Distill.Simulation.Campaigns;
using Distill.Simulation.Prompts;

namespace Distill.Simulation;

/// <param name="Innocent">Innocent accounts.</param>
/// <param name="Campaign">Campaign accounts at work at a time.</param>
/// <param name="Days">The scenario's length in days.</param>
/// <param name="Seed">The seed of everything random.</param>
/// <param name="Stock">How many sentences honest and hostile framings are made of.</param>
public sealed record LadderSize(int Innocent = 6000, int Campaign = 500, int Days = 7, ulong Seed = 1, FramingStock Stock = FramingStock.Wide);

/// <summary>
/// Campaigns of more and more careful operators. A detector is as good as the highest rung that it finds. Each rung is the thin operator with the
/// changes named here, among innocent accounts of every look-alike kind.
/// </summary>
public static class Ladder
{
    public static IReadOnlyList<string> Rungs { get; } =
    ["quiet", "naive", "thin", "residential", "whack", "decoy", "paraphrase", "relay", "ghost", "framed", "sheltered", "rivals", "loop"];

    public static Scenario Rung(string rung, LadderSize size) =>
        rung switch
        {
            "quiet" => Quiet(size),
            "naive" => Naive(size),
            "thin" => Thin(size),
            "residential" => Residential(size),
            "whack" => Whack(size),
            "decoy" => Decoy(size),
            "paraphrase" => Paraphrase(size),
            "relay" => Relay(size),
            "ghost" => Ghost(size),
            "framed" => Framed(size),
            "sheltered" => Sheltered(size),
            "rivals" => Rivals(size),
            "loop" => Loop(size),
            _ => throw new ArgumentException($"There is no rung '{rung}'; the rungs are {string.Join(", ", Rungs)}.", nameof(rung)),
        };

    /// <summary>No campaign: every flag is a false one.</summary>
    public static Scenario Quiet(LadderSize size) => Of("quiet", size, null);

    /// <summary>Fixed gaps, 40 calls a day, six subnets, few devices, two framings.</summary>
    public static Scenario Naive(LadderSize size) =>
        Of(
            "naive",
            size,
            new()
            {
                Accounts = size.Campaign,
                Pace = Pace.FixedGaps,
                CallsPerDay = 40,
                Subnets = 6,
                AccountsPerDevice = Math.Max(5, size.Campaign / 12),
                Framings = 2,
                FramingsPerNode = 2,
                RampUp = TimeSpan.FromHours(12),
            }
        );

    /// <summary>25 calls a day for each account, cards shared by 8, 40 subnets, three clouds besides the API, 12 framings.</summary>
    public static Scenario Thin(LadderSize size) => Of("thin", size, new() { Accounts = size.Campaign });

    /// <summary>No account shares an address, card or device.</summary>
    public static Scenario Residential(LadderSize size) =>
        Of(
            "residential",
            size,
            new()
            {
                Accounts = size.Campaign,
                Subnets = 0,
                AccountsPerCard = 0,
                ResellerShare = 0,
            }
        );

    /// <summary>15 accounts are banned every 12 hours and replaced within two hours.</summary>
    public static Scenario Whack(LadderSize size) =>
        Of("whack", size, new() { Accounts = size.Campaign, Bans = new(15, TimeSpan.FromHours(12), TimeSpan.FromHours(2)) });

    /// <summary>60 % of the calls come from unrelated customers.</summary>
    public static Scenario Decoy(LadderSize size) => Of("decoy", size, new() { Accounts = size.Campaign, DecoyShare = .6 });

    /// <summary>60 framings with half of their words varied, and the operator's working hours.</summary>
    public static Scenario Paraphrase(LadderSize size) =>
        Of(
            "paraphrase",
            size,
            new()
            {
                Accounts = size.Campaign,
                Framings = 60,
                FramingsPerNode = 5,
                ParaphraseRate = .5,
                Clock = Clock.OperatorsDay,
            }
        );

    /// <summary>
    /// A public relay's scheduler over bought accounts: people's conversations, which move on when their sticky hour is over, and the operator's
    /// jobs among them. Each account keeps its own client, card, device and line. All people's calls carry their conversation.
    /// </summary>
    public static Scenario Relay(LadderSize size) =>
        Of(
            "relay",
            size,
            new()
            {
                Accounts = size.Campaign,
                Aged = true,
                Subnets = 0,
                AccountsPerCard = 0,
                ResellerShare = 0,
                DecoyShare = .6,
                RotationSlack = 1,
                CallsPerSession = 30,
                MovesConversations = true,
            }
        ) with
        {
            Conversations = true,
        };

    /// <summary>
    /// Aged accounts, nothing shared, 80 paraphrased framings, 40 % decoys, each account's own day and night, few calls on a new model.
    /// </summary>
    public static Scenario Ghost(LadderSize size) =>
        Of(
            "ghost",
            size,
            new()
            {
                Accounts = size.Campaign,
                Aged = true,
                Subnets = 0,
                AccountsPerCard = 0,
                ResellerShare = 0,
                Framings = 80,
                FramingsPerNode = 5,
                ParaphraseRate = .5,
                DecoyShare = .4,
                Clock = Clock.AccountsOwn,
                Pivot = .3,
                RotationSlack = 10,
            }
        );

    /// <summary>
    /// The accounts copy a company's framing for most of their calls. They sit in its network, and have its mail domain and its sign-up days. The
    /// company's accounts are of the kind "victim".
    /// </summary>
    public static Scenario Framed(LadderSize size) =>
        Of(
            "framed",
            size,
            new()
            {
                Accounts = size.Campaign,
                Neighbourhood = Neighbourhood.Framed,
                ResellerShare = 0,
            }
        );

    /// <summary>True if a measurement of the rung enforces the verdicts: the calls of a refused account never reach the service.</summary>
    public static bool IsEnforced(string rung) => rung == "loop";

    /// <summary>
    /// The closed loop: the naive operator. Every four days all accounts are blocked, try again after ever longer pauses, and are replaced within
    /// half a day.
    /// </summary>
    public static Scenario Loop(LadderSize size) =>
        Naive(size) is { Campaign: { } campaign } naive
            ? naive with
            {
                Name = "loop",
                Campaign = campaign with { Bans = new(size.Campaign, TimeSpan.FromDays(4), TimeSpan.FromHours(12)) { IsByVerdict = true } },
            }
            : throw new InvalidOperationException("The naive rung has no campaign.");

    /// <summary>
    /// Half of the accounts pose as teams with a public prompt pack, half as people who run a public program by the clock. Each has its own line.
    /// </summary>
    public static Scenario Sheltered(LadderSize size) =>
        Of(
            "sheltered",
            size,
            new()
            {
                Accounts = size.Campaign,
                Neighbourhood = Neighbourhood.Sheltered,
                Subnets = 0,
                AccountsPerCard = 0,
                ResellerShare = 0,
            }
        );

    /// <summary>
    /// Three thin operators at once, who share out the accounts. All use the same public framings and rent their networks from one vendor.
    /// </summary>
    public static Scenario Rivals(LadderSize size)
    {
        const int Operators = 3;
        var plan = Fit(
            new()
            {
                Accounts = Math.Max(1, size.Campaign / Operators),
                PublicFramings = true,
                RentedSubnets = true,
                ResellerShare = 0,
            },
            size
        );
        return Of("rivals", size, plan) with { Rivals = [.. Enumerable.Repeat(plan!, Operators - 1)] };
    }

    private static Scenario Of(string rung, LadderSize size, CampaignPlan? campaign) =>
        new()
        {
            Name = rung,
            Seed = size.Seed,
            Days = size.Days,
            Innocent = size.Innocent,
            Stock = size.Stock,
            Campaign = Fit(campaign, size),
        };

    /// <summary>Starts the campaign earlier if the scenario is shorter than five days, so that most of the campaign is seen.</summary>
    private static CampaignPlan? Fit(CampaignPlan? campaign, LadderSize size) =>
        campaign is null || size.Days >= 5
            ? campaign
            : campaign with
            {
                StartsAfter = TimeSpan.FromHours(size.Days * 4),
                RampUp = TimeSpan.FromHours(size.Days * 3),
            };
}
