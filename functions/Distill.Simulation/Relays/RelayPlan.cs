using Distill.Simulation.Rhythms;

namespace Distill.Simulation.Relays;

/// <summary>How a relay spreads its customers' requests over accounts.</summary>
internal sealed record RelayPlan
{
    /// <summary>Calls of one account a day.</summary>
    public required double CallsPerDay { get; init; }

    /// <summary>The most calls of an account in a day. After that it rests until the next day.</summary>
    public required int DailyQuota { get; init; }

    /// <summary>The mean number of calls in a session.</summary>
    public required double CallsPerSession { get; init; }

    /// <summary>The longest time that a session keeps its account, in microseconds.</summary>
    public required long Sticky { get; init; }

    /// <summary>Whether a conversation goes on with another account after that time. Otherwise it ends.</summary>
    public bool MovesOn { get; init; }

    /// <summary>The relay picks at random among this many accounts: those used longest ago.</summary>
    public required int Slack { get; init; }

    /// <summary>Share of calls that end in an error, after which the account rests.</summary>
    public required double ErrorRate { get; init; }

    /// <summary>How the customers' requests spread over their day.</summary>
    public required DayProfile Demand { get; init; }

    /// <summary>The customers' time zone.</summary>
    public double UtcOffset { get; init; }

    /// <summary>How much demand goes up and down beyond that: the sigma of a log-normal factor, drawn every three hours.</summary>
    public double Swing { get; init; }

    /// <summary>Whether an account is used only while its owner would be awake.</summary>
    public bool AccountsSleep { get; init; }
}
