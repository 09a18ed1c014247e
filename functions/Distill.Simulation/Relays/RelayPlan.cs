using Distill.Simulation.Rhythms;

namespace Distill.Simulation.Relays;

/// <param name="CallsPerDay">Of one account.</param>
/// <param name="DailyQuota">In calls; an account that reached it rests until the next day.</param>
/// <param name="CallsPerSession">Mean.</param>
/// <param name="Sticky">Micros that a session keeps its account, at most.</param>
/// <param name="Slack">The account is one of this many that were used longest ago.</param>
/// <param name="ErrorRate">Share of calls that put the account into a cooldown.</param>
/// <param name="Demand">The customers' day.</param>
/// <param name="UtcOffset">Where they have it.</param>
/// <param name="Swing">By how much demand goes up and down beyond that: sigma of a log-normal factor of three hours at a time.</param>
/// <param name="AccountsSleep">Whether an account is only used while its owner would be awake.</param>
internal sealed record RelayPlan(
    double CallsPerDay,
    int DailyQuota,
    double CallsPerSession,
    long Sticky,
    int Slack,
    double ErrorRate,
    DayProfile Demand,
    double UtcOffset,
    double Swing,
    bool AccountsSleep
);
