using Distill.Simulation.World;

namespace Distill.Simulation.Calls;

/// <summary>The part of an account that decides when it calls. It is set up while the population is created, and only read after that.</summary>
internal class Caller(int number, ulong seed)
{
    public int Number => number;
    public ulong Seed => seed;

    public double CallsPerDay { get; set; }
    public float UtcOffset { get; set; }

    /// <summary>How many hours later this person's day is than the profile's.</summary>
    public float Lateness { get; set; }

    /// <summary>Multiplies the number of calls in a session.</summary>
    public float Verbosity { get; set; } = 1;

    /// <summary>The account's own rhythm makes calls only from ActiveFrom (included) to ActiveUntil (excluded).</summary>
    public long ActiveFrom { get; set; } = long.MinValue;
    public long ActiveUntil { get; set; } = SimulatedTime.Never;
    public long BannedAt { get; set; } = SimulatedTime.Never;

    /// <summary>True when it is not banned at that time, but refused for its verdict.</summary>
    public bool IsRefused { get; set; }

    /// <summary>The weekday of day 0, as a number of DayOfWeek.</summary>
    public int FirstWeekday { get; init; }

    public bool IsWeekend(int day) => (day + FirstWeekday) % 7 is 0 or 6;

    /// <summary>Plans a call, unless the account is inactive or banned at that time.</summary>
    public void Call(long at, uint session, uint matter, HourBuckets into)
    {
        if (at >= ActiveFrom && at < ActiveUntil && at < BannedAt)
        {
            into.Add(number, at, session, matter);
        }
    }
}
