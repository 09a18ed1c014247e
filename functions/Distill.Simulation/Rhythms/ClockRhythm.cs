using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>A cron job: it starts at the same minutes every day, always the same few seconds after the full minute.</summary>
/// <param name="EveryMinutes">Minutes between two runs. Each account has one of the intervals that people write in a crontab.</param>
/// <param name="CallsPerRun">The mean number of calls in a run.</param>
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
