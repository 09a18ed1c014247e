using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>One run of a benchmark: hundreds of calls within about an hour on one day. On some other days there is a single call by hand.</summary>
internal sealed record BurstRhythm(int Day, double HourOfDay) : IRhythm
{
    void IRhythm.Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        if (day != Day)
        {
            if (rng.Chance(.3))
            {
                account.Call(
                    day * SimulatedTime.Day + (long)(rng.Between(8, 22) * SimulatedTime.Hour),
                    (uint)(day << 12),
                    Topics.Draw(ref rng),
                    into
                );
            }

            return;
        }
        var at = day * SimulatedTime.Day + (long)(HourOfDay * SimulatedTime.Hour);
        var pause = 3600 / account.CallsPerDay;
        for (var c = 0; c < account.CallsPerDay; c++)
        {
            account.Call(at, (uint)(day << 12), Topics.Draw(ref rng), into);
            at += SimulatedTime.Seconds(rng.LogNormal(pause, .4));
        }
    }
}
