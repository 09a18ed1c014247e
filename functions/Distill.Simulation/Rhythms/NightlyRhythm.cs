using Distill.Simulation.Calls;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>
/// A public benchmark harness, once a night: the same questions in the same order for everybody who runs it. Each account has its own minute, which
/// is midnight or two o'clock UTC for half of them, and waits for each answer.
/// </summary>
/// <param name="Questions">Questions in a night. They are the first of the popular ones.</param>
internal sealed record NightlyRhythm(int Questions) : IRhythm
{
    private static readonly int[] s_usualMinutes = [0, 120];

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var habit = Rng.Of(account.Seed, 0x4167);
        var minute = habit.Chance(.5) ? habit.Pick(s_usualMinutes) : habit.Below(24 * 60);
        var pause = habit.LogNormal(4, .5);
        var at = day * SimulatedTime.Day + minute * SimulatedTime.Minute + SimulatedTime.Seconds(2 + rng.Exponential(3));
        for (var question = 0u; question < Questions; question++)
        {
            account.Call(at, (uint)day << 12 | question, question, into);
            at += SimulatedTime.Seconds(rng.LogNormal(pause, .5));
        }
    }
}
