using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>Coursework: little at first, most in the last day and a half before the deadline, nothing after it.</summary>
internal sealed record DeadlineRhythm(long Deadline) : IRhythm
{
    private static readonly HumanRhythm s_working = new(DayProfile.Student, 4, 110);

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var daysLeft = (Deadline - day * SimulatedTime.Day) / (double)SimulatedTime.Day;
        if (daysLeft <= 0)
        {
            return;
        }

        var urge =
            daysLeft < 1.5 ? 1.6
            : daysLeft < 3 ? .7
            : .25;
        if (!rng.Chance(urge))
        {
            return;
        }

        s_working.Day(account, day, ref rng, into);
        if (daysLeft > 1 || !rng.Chance(.7))
        {
            return;
        }
        // In the last hours there is one more session, which ends by the deadline.
        var at = Deadline - (long)(rng.Exponential(2.5) * SimulatedTime.Hour);
        for (var c = rng.Geometric(4); c > 0 && at < Deadline; c--)
        {
            account.Call(at, (uint)(day << 12 | 0xfff), Topics.Draw(ref rng), into);
            at += SimulatedTime.Seconds(10 + rng.LogNormal(70, 1));
        }
    }
}
