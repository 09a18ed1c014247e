using Distill.Simulation.Rhythms;

namespace Distill.Simulation.Relays;

/// <summary>How a relay spreads its customers' requests over accounts.</summary>
internal sealed record RelayPlan
{
    /// <summary>Calls of one account a day.</summary>
    public required double CallsPerDay { get; init; }

    /// <summary>In calls. An account that reached it rests until the next day.</summary>
    public required int DailyQuota { get; init; }

    /// <summary>The mean.</summary>
    public required double CallsPerSession { get; init; }

    /// <summary>The longest time in micros that a session keeps its account.</summary>
    public required long Sticky { get; init; }

    /// <summary>The relay chooses one of this many accounts: those that were used longest ago.</summary>
    public required int Slack { get; init; }

    /// <summary>Share of calls that put the account into a cooldown.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>The customers' day.</summary>
    public required DayProfile Demand { get; init; }

    /// <summary>The customers' time zone.</summary>
    public double UtcOffset { get; init; }

    /// <summary>How far demand goes up and down beyond that: sigma of a log-normal factor, drawn for three hours at a time.</summary>
    public double Swing { get; init; }

    /// <summary>Whether an account is only used while its owner would be awake.</summary>
    public bool AccountsSleep { get; init; }
}
