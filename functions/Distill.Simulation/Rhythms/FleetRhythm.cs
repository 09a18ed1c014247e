using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>
/// Continuous integration. A company's pushes in working hours start some of its runners at once, and a nightly job starts all of them within about a
/// second. All runners of a fleet have the same seed, so they see the same pushes.
/// </summary>
internal sealed record FleetRhythm(ulong Fleet, double PushesPerDay, double NightlyHourUtc, double UtcOffset) : IRhythm
{
    private const double RunnerJoins = .35;

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var pushes = Rng.Of(Fleet, (ulong)day);
        var count = pushes.Poisson(PushesPerDay * (account.IsWeekend(day) ? .2 : 1));
        for (var p = 0; p < count; p++)
        {
            var hour = DayProfile.Office.Draw(ref pushes) - UtcOffset;
            var at = day * SimulatedTime.Day + (long)((hour % 24 + 24) % 24 * SimulatedTime.Hour);
            if (rng.Chance(RunnerJoins))
            {
                Job(account, at + SimulatedTime.Seconds(rng.Exponential(20)), (uint)(day << 12 | p), ref rng, into);
            }
        }
        var nightly = day * SimulatedTime.Day + (long)(NightlyHourUtc * 60) * SimulatedTime.Minute;
        Job(account, nightly + SimulatedTime.Seconds(.4 + rng.Exponential(.3)), (uint)(day << 12 | 0xffe), ref rng, into);
    }

    private static void Job(Caller account, long at, uint session, ref Rng rng, HourBuckets into)
    {
        for (var c = rng.Geometric(3); c > 0; c--)
        {
            account.Call(at, session, Topics.Draw(ref rng), into);
            at += SimulatedTime.Seconds(2 + rng.LogNormal(14, .7));
        }
    }
}
