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
    /// <summary>The minute of the first run of a day (UTC), as a public schedule has it. Null: each account has its own.</summary>
    public int? Minute { get; init; }

    /// <summary>The mean number of seconds that a run waits for a free machine.</summary>
    public double QueueSeconds { get; init; } = .05;

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var run = 0;
        for (var m = FirstMinute(account); m < 24 * 60; m += EveryMinutes, run++)
        {
            var at = Start(account, day, m, ref rng);
            var calls = rng.Geometric(CallsPerRun);
            for (var c = 0; c < calls; c++)
            {
                account.Call(at, (uint)(day << 12 | run), Topics.Draw(ref rng), into);
                at += SimulatedTime.Seconds(rng.LogNormal(3, .5));
            }
        }
    }

    /// <summary>Returns the minute of the account's first run of a day, UTC.</summary>
    public int FirstMinute(Caller account)
    {
        var habit = Rng.Of(account.Seed, 0xC10C);
        return Minute ?? (habit.Chance(.6) ? 0 : habit.Below(EveryMinutes));
    }

    /// <summary>Returns when the account's run of a minute really begins, in microseconds since the scenario's start.</summary>
    public long Start(Caller account, int day, int minute, ref Rng rng)
    {
        var startUp = Rng.Of(account.Seed, 0xC10D).Between(.15, 2.5);
        return day * SimulatedTime.Day + minute * SimulatedTime.Minute + SimulatedTime.Seconds(startUp + rng.Exponential(QueueSeconds));
    }
}
