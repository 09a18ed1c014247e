using Distill.Simulation.World;

namespace Distill.Simulation.Calls;

/// <summary>The part of an account that decides when it calls. It is set up while the population settles and only read after that.</summary>
internal class Caller(int number, ulong seed)
{
    public int Number => number;
    public ulong Seed => seed;

    public double CallsPerDay { get; set; }
    public float UtcOffset { get; set; }

    /// <summary>Hours by which this person's day is later than the profile's.</summary>
    public float Lateness { get; set; }

    /// <summary>Multiplies the calls of a session.</summary>
    public float Verbosity { get; set; } = 1;

    /// <summary>Calls under the account's own rhythm fall in [ActiveFrom, ActiveUntil).</summary>
    public long ActiveFrom { get; set; } = long.MinValue;
    public long ActiveUntil { get; set; } = SimulatedTime.Never;
    public long BannedAt { get; set; } = SimulatedTime.Never;

    /// <summary>DayOfWeek of day 0.</summary>
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
