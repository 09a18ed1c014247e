namespace Distill.Simulation.Campaigns;

public enum Pace
{
    /// <summary>A worker and a timer for each account.</summary>
    FixedGaps,

    /// <summary>A relay that gives each conversation to one of the accounts used longest ago.</summary>
    LeastRecentlyUsed,
}

public enum Clock
{
    /// <summary>A queue that is worked off day and night, with a slight wave.</summary>
    RoundTheClock,

    /// <summary>The working day where the operator is.</summary>
    OperatorsDay,

    /// <summary>Each account wakes and sleeps where it says it lives.</summary>
    AccountsOwn,
}

/// <summary>Bans that the campaign suffers, and how it recovers.</summary>
/// <param name="Accounts">Banned each time.</param>
/// <param name="Every">From one time to the next.</param>
/// <param name="ReplacedWithin">From a ban to its replacement's first availability, at most.</param>
public sealed record BanSchedule(int Accounts, TimeSpan Every, TimeSpan ReplacedWithin);

/// <summary>What the operator does, by name.</summary>
public sealed record CampaignPlan
{
    /// <summary>Accounts at work at a time; replacements of banned ones come on top.</summary>
    public required int Accounts { get; init; }

    /// <summary>From the scenario's start to the campaign's.</summary>
    public TimeSpan StartsAfter { get; init; } = TimeSpan.FromHours(27);

    /// <summary>The first account joins at the start, the last this much later.</summary>
    public TimeSpan RampUp { get; init; } = TimeSpan.FromHours(36);

    /// <summary>Calls of one account a day, decoys included.</summary>
    public double CallsPerDay { get; init; } = 25;

    /// <summary>An account rests for the day after this many times its calls a day; relays set such quotas to stay below notice.</summary>
    public double DailyQuota { get; init; } = 1.6;

    public Pace Pace { get; init; } = Pace.LeastRecentlyUsed;
    public Clock Clock { get; init; } = Clock.RoundTheClock;

    /// <summary>Where the operator is, from UTC, in hours.</summary>
    public double OperatorUtcOffset { get; init; } = 8;

    /// <summary>
    /// By how much the work goes up and down beyond that: jobs are queued, run dry, and are queued again. Sigma of a log-normal factor.
    /// </summary>
    public double LoadSwing { get; init; } = .9;

    /// <summary>How long a conversation stays with its account, at most.</summary>
    public TimeSpan StickySession { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Mean.</summary>
    public double CallsPerSession { get; init; } = 6;

    /// <summary>
    /// The relay takes one of this many that were used longest ago: loads, weights and races keep real rotation from being perfect.
    /// </summary>
    public int RotationSlack { get; init; } = 4;

    /// <summary>Share of calls that end in an error and a cooldown; the call is sent again with another account.</summary>
    public double ErrorRate { get; init; } = .02;

    /// <summary>Framings in all.</summary>
    public int Framings { get; init; } = 12;

    /// <summary>Relay nodes work on parts of the data, each with this many of the framings and its own accounts.</summary>
    public int FramingsPerNode { get; init; } = 2;

    /// <summary>Share of a framing's words that differ from call to call.</summary>
    public double ParaphraseRate { get; init; }

    /// <summary>Share of calls that are those of unrelated customers.</summary>
    public double DecoyShare { get; init; }

    /// <summary>0: every account has a card of its own.</summary>
    public int AccountsPerCard { get; init; } = 8;

    /// <summary>0 or 1: every account has a device of its own.</summary>
    public int AccountsPerDevice { get; init; }

    /// <summary>/24 networks of the egress, data-centre; 0: a residential line for each account.</summary>
    public int Subnets { get; init; } = 40;

    /// <summary>Addresses in each of those networks.</summary>
    public int AddressesPerSubnet { get; init; } = 24;

    /// <summary>Shares of accounts on api, bedrock, vertex and foundry.</summary>
    public IReadOnlyList<double> Clouds { get; init; } = [.46, .22, .18, .14];

    /// <summary>Share of accounts bought from resellers, which have honest customers too.</summary>
    public double ResellerShare { get; init; } = .35;

    /// <summary>Share of calls on a new model a day after it came out.</summary>
    public double Pivot { get; init; } = .45;

    /// <summary>Mean days from an account's creation to its first call; those of aged accounts are as old as the population's.</summary>
    public double ShelfDays { get; init; } = 2.5;

    /// <summary>Accounts with a life of their own before the campaign.</summary>
    public bool Aged { get; init; }

    public BanSchedule? Bans { get; init; }

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

        if (Bans is { } bans && (bans.Accounts < 1 || bans.Every <= TimeSpan.Zero || bans.ReplacedWithin <= TimeSpan.Zero))
        {
            yield return "Campaign.Bans must name 1 account or more and times above zero.";
        }
    }
}
