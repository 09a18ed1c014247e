namespace Distill.Simulation.Campaigns;

public enum Pace
{
    /// <summary>Each account has a worker with a timer.</summary>
    FixedGaps,

    /// <summary>A relay gives each conversation to one of the accounts used longest ago.</summary>
    LeastRecentlyUsed,
}

public enum Clock
{
    /// <summary>The work goes on day and night, with a slight wave.</summary>
    RoundTheClock,

    /// <summary>The work follows the working day at the operator's place.</summary>
    OperatorsDay,

    /// <summary>Each account wakes and sleeps by the time zone of the place where it says it lives.</summary>
    AccountsOwn,
}

/// <summary>Bans or blocks that the campaign suffers, and how it recovers.</summary>
/// <param name="Accounts">How many accounts each wave of bans hits.</param>
/// <param name="Every">The time from one wave to the next.</param>
/// <param name="ReplacedWithin">The longest time from a ban to the replacement's first call. The replacement is available after 5 to 60 % of
/// it.</param>
public sealed record BanSchedule(int Accounts, TimeSpan Every, TimeSpan ReplacedWithin)
{
    /// <summary>
    /// True when the API tier blocks the accounts for their verdicts. Then there is no ban. They try again after ever longer pauses, and each try is
    /// a refusal.
    /// </summary>
    public bool IsByVerdict { get; init; }
}

/// <summary>What the operator does.</summary>
public sealed record CampaignPlan
{
    /// <summary>How many accounts work at the same time. Replacements of banned accounts are not counted.</summary>
    public required int Accounts { get; init; }

    /// <summary>The time from the scenario's start to the campaign's start.</summary>
    public TimeSpan StartsAfter { get; init; } = TimeSpan.FromHours(27);

    /// <summary>How long it takes until all accounts have joined. The first one joins at the campaign's start, the others at random times.</summary>
    public TimeSpan RampUp { get; init; } = TimeSpan.FromHours(36);

    /// <summary>Calls of one account a day, decoys included.</summary>
    public double CallsPerDay { get; init; } = 25;

    /// <summary>An account rests until the next day after this many times its calls a day. Real relays set such quotas to stay unnoticed.</summary>
    public double DailyQuota { get; init; } = 1.6;

    public Pace Pace { get; init; } = Pace.LeastRecentlyUsed;
    public Clock Clock { get; init; } = Clock.RoundTheClock;

    /// <summary>The operator's time zone: hours ahead of UTC.</summary>
    public double OperatorUtcOffset { get; init; } = 8;

    /// <summary>
    /// How much the work goes up and down beyond that: the sigma of a log-normal factor. Real jobs are queued, run dry, and are queued again.
    /// </summary>
    public double LoadSwing { get; init; } = .9;

    /// <summary>The longest time that a conversation stays with its account.</summary>
    public TimeSpan StickySession { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Whether a conversation goes on with another account after that time. Otherwise it ends.</summary>
    public bool MovesConversations { get; init; }

    /// <summary>The mean number of calls in a session.</summary>
    public double CallsPerSession { get; init; } = 6;

    /// <summary>
    /// The relay picks at random among this many accounts: those used longest ago. Real rotation is not perfect either, because of loads, weights and
    /// races.
    /// </summary>
    public int RotationSlack { get; init; } = 4;

    /// <summary>Share of calls that end in an error. The account then rests, and the call is sent again with another account.</summary>
    public double ErrorRate { get; init; } = .02;

    /// <summary>How many framings the campaign uses in all.</summary>
    public int Framings { get; init; } = 12;

    /// <summary>How many framings each relay node uses. Each node works on its own part of the data, with its own accounts.</summary>
    public int FramingsPerNode { get; init; } = 2;

    /// <summary>Whether the framings are the first of the public list, which other customers and other operators use, too.</summary>
    public bool PublicFramings { get; init; }

    /// <summary>Share of a framing's words that differ from call to call.</summary>
    public double ParaphraseRate { get; init; }

    /// <summary>Share of decoys: sessions that belong to unrelated customers.</summary>
    public double DecoyShare { get; init; }

    /// <summary>How many accounts share a card; 0 gives every account a card of its own, or none.</summary>
    public int AccountsPerCard { get; init; } = 8;

    /// <summary>How many accounts share a device; 0 or 1 gives every account a device of its own, or none.</summary>
    public int AccountsPerDevice { get; init; }

    /// <summary>How many data-centre /24 networks the calls come from; 0 gives each account a residential line.</summary>
    public int Subnets { get; init; } = 40;

    /// <summary>Whether these networks are a vendor's, who rents them to every operator that asks.</summary>
    public bool RentedSubnets { get; init; }

    /// <summary>How many addresses are used in each of these networks.</summary>
    public int AddressesPerSubnet { get; init; } = 24;

    /// <summary>Shares of accounts on the platforms api, bedrock, vertex and foundry, in this order.</summary>
    public IReadOnlyList<double> Clouds { get; init; } = [.46, .22, .18, .14];

    /// <summary>Share of accounts that are bought from resellers. These resellers have honest customers, too.</summary>
    public double ResellerShare { get; init; } = .35;

    /// <summary>Share of calls that use a new model a day after it came out.</summary>
    public double Pivot { get; init; } = .45;

    /// <summary>
    /// Mean days from the creation of a batch of accounts to its first use. Aged accounts ignore it: they are at least three days old, 163 on
    /// average.
    /// </summary>
    public double ShelfDays { get; init; } = 2.5;

    /// <summary>Whether the accounts hide beside innocent ones, or behind them.</summary>
    public Neighbourhood Neighbourhood { get; init; }

    /// <summary>Whether the accounts made calls of their own before the campaign.</summary>
    public bool Aged { get; init; }

    public BanSchedule? Bans { get; init; }

    /// <summary>
    /// The longest time from an account's first refusal to its replacement's first call. Null: refused accounts are not replaced.
    /// </summary>
    public TimeSpan? RefusedReplacedWithin { get; init; }

    internal IEnumerable<string> Problems(TimeSpan length)
    {
        if (Accounts < 1)
        {
            yield return $"Campaign.Accounts must be 1 or more, not {Accounts}.";
        }

        if (StartsAfter < TimeSpan.Zero || StartsAfter >= length)
        {
            yield return "Campaign.StartsAfter must fall in the scenario.";
        }

        if (RampUp < TimeSpan.Zero)
        {
            yield return "Campaign.RampUp must not be negative.";
        }

        if (CallsPerDay is not (> 0 and <= 5000))
        {
            yield return $"Campaign.CallsPerDay must be above 0 and at most 5000, not {CallsPerDay}.";
        }

        if (DailyQuota is not > 1)
        {
            yield return "Campaign.DailyQuota must be above 1.";
        }

        if (LoadSwing is not (>= 0 and <= 2))
        {
            yield return "Campaign.LoadSwing must be 0 to 2.";
        }

        if (CallsPerSession is not >= 1)
        {
            yield return "Campaign.CallsPerSession must be 1 or more.";
        }

        if (RotationSlack < 1)
        {
            yield return "Campaign.RotationSlack must be 1 or more.";
        }

        if (Framings < 1 || FramingsPerNode < 1 || FramingsPerNode > Framings)
        {
            yield return "Campaign.FramingsPerNode must be 1 to Framings.";
        }

        if (ErrorRate is not (>= 0 and < .5))
        {
            yield return "Campaign.ErrorRate must be 0 to 0.5.";
        }

        if (ParaphraseRate is not (>= 0 and <= 1))
        {
            yield return "Campaign.ParaphraseRate must be 0 to 1.";
        }

        if (DecoyShare is not (>= 0 and < 1))
        {
            yield return "Campaign.DecoyShare must be 0 to below 1.";
        }

        if (ResellerShare is not (>= 0 and <= 1))
        {
            yield return "Campaign.ResellerShare must be 0 to 1.";
        }

        if (Pivot is not (>= 0 and <= 1))
        {
            yield return "Campaign.Pivot must be 0 to 1.";
        }

        if (Subnets < 0 || AddressesPerSubnet is < 1 or > 240)
        {
            yield return "Campaign.Subnets must be 0 or more, of 1 to 240 addresses each.";
        }

        if (Clouds.Count != 4 || !(Clouds.Sum() > 0))
        {
            yield return "Campaign.Clouds are four shares: api, bedrock, vertex, foundry.";
        }

        if (RefusedReplacedWithin <= TimeSpan.Zero)
        {
            yield return "Campaign.RefusedReplacedWithin must be above zero.";
        }

        if (Bans is { } bans && (bans.Accounts < 1 || bans.Every <= TimeSpan.Zero || bans.ReplacedWithin <= TimeSpan.Zero))
        {
            yield return "Campaign.Bans must name 1 account or more and times above zero.";
        }
    }
}
