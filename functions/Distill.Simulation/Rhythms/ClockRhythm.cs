using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>A cron job: the same minutes every day or hour, on the second but for start-up time.</summary>
/// <param name="EveryMinutes">Between two runs; the account's own, out of those people write in a crontab.</param>
/// <param name="CallsPerRun">Mean.</param>
internal sealed record ClockRhythm(int EveryMinutes, double CallsPerRun) : IRhythm
{
    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var habit = Rng.Of(account.Seed, 0xC10C);
        var minute = habit.Chance(.6) ? 0 : habit.Below(EveryMinutes);
        var startUp = habit.Between(.15, 2.5);
        var run = 0;
        for (var m = minute; m < 24 * 60; m += EveryMinutes, run++)
        {
            var at = day * SimulatedTime.Day + m * SimulatedTime.Minute + SimulatedTime.Seconds(startUp + rng.Exponential(.05));
            var calls = rng.Geometric(CallsPerRun);
            for (var c = 0; c < calls; c++)
            {
                account.Call(at, (uint)(day << 12 | run), Topics.Draw(ref rng), into);
                at += SimulatedTime.Seconds(rng.LogNormal(3, .5));
            }
        }
    }
}
