using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>Lessons in a computer lab: ninety minutes on every other school day, and nothing at any other time.</summary>
/// <param name="Course">The course's seed. All its pupils have the same lessons.</param>
/// <param name="HourUtc">When a lesson begins, in hours UTC; below 0 or above 24 is the same hour of the next or last day.</param>
internal sealed record LessonRhythm(ulong Course, double HourUtc) : IRhythm
{
    private const double Absent = .1;
    private const double PauseSeconds = 240;

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        if (account.IsWeekend(day) || (day + (long)(Course & 1)) % 2 != 0 || rng.Chance(Absent))
        {
            return;
        }

        var begins = day * SimulatedTime.Day + (long)((HourUtc % 24 + 24) % 24 * SimulatedTime.Hour);
        for (
            var at = begins + SimulatedTime.Seconds(rng.Exponential(PauseSeconds));
            at < begins + 90 * SimulatedTime.Minute;
            at += SimulatedTime.Seconds(15 + rng.LogNormal(PauseSeconds, .8))
        )
        {
            // A new exercise begins every half hour.
            var exercise = (uint)((at - begins) / (30 * SimulatedTime.Minute));
            account.Call(at, (uint)day << 12 | exercise, Topics.Draw(ref rng), into);
        }
    }
}
