using Distill.Simulation.Campaigns;

namespace Distill.Simulation;

/// <summary>
/// The campaigns that were reported in public, as scenarios: thin operators of 25.6 calls an account and day, who replace what is refused. The first
/// day is without a campaign.
/// </summary>
public static class SeedCampaigns
{
    /// <summary>The calls of one account a day: 28.8 million by 25,000 accounts in 45 days.</summary>
    public const double CallsPerDay = 25.6;

    /// <summary>28.8 million calls of one operator with 25,000 accounts, in 45 days.</summary>
    public static LadderSize OneOperator { get; } = new(Innocent: 100_000, Campaign: 25_000, Days: 45);

    /// <summary>16 million calls of three operators with 24,000 accounts together. It takes them 26 days.</summary>
    public static LadderSize ThreeOperators { get; } = new(Innocent: 100_000, Campaign: 24_000, Days: 26);

    // Of 13, 3.4 and 0.15 million calls.
    private static readonly double[] s_shares = [13 / 16.55, 3.4 / 16.55, .15 / 16.55];

    /// <summary>One operator.</summary>
    public static Scenario One(LadderSize size) => Of("seed", size, [Plan(size.Campaign)]);

    /// <summary>
    /// Three operators of very different sizes, each with framings, cards and networks of its own. A new model comes out halfway, and each moves
    /// nearly half of its calls to it.
    /// </summary>
    public static Scenario Three(LadderSize size) =>
        Of("seed-three", size, [.. s_shares.Select(share => Plan(Math.Max(1, (int)Math.Round(share * size.Campaign))))]);

    private static Scenario Of(string name, LadderSize size, CampaignPlan[] plans) =>
        new()
        {
            Name = name,
            Seed = size.Seed,
            Days = size.Days + 1,
            Innocent = size.Innocent,
            Stock = size.Stock,
            Launch = TimeSpan.FromDays(1 + size.Days / 2),
            Campaign = plans[0],
            Rivals = plans[1..],
        };

    private static CampaignPlan Plan(int accounts) =>
        new()
        {
            Accounts = accounts,
            CallsPerDay = CallsPerDay,
            StartsAfter = TimeSpan.FromDays(1),
            RefusedReplacedWithin = TimeSpan.FromHours(3),
        };
}
