using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>
/// A running service. Its users send requests while they are awake, one at a time or a few together, with the short pauses of a machine.
/// </summary>
/// <param name="Profile">The day of the service's users. <see cref="DayProfile.Flat"/> is for a queue that is worked off day and night.</param>
/// <param name="CallsPerBatch">The mean number of calls in a batch.</param>
/// <param name="PauseSeconds">The median pause between two calls of a batch, in seconds.</param>
internal sealed record ProgramRhythm(DayProfile Profile, double CallsPerBatch, double PauseSeconds) : IRhythm
{
    private const double PauseSigma = .8;

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var callsPerBatch = Math.Max(1, CallsPerBatch * account.Verbosity);
        var load = rng.LogNormal(1, .3) * (account.IsWeekend(day) ? Profile.Weekend : 1);
        var batches = rng.Poisson(account.CallsPerDay * load / callsPerBatch);
        for (var b = 0; b < batches; b++)
        {
            var hour = Profile.Draw(ref rng) - account.UtcOffset;
            var at = day * SimulatedTime.Day + (long)((hour % 24 + 24) % 24 * SimulatedTime.Hour);
            var calls = rng.Geometric(callsPerBatch);
            for (var c = 0; c < calls; c++)
            {
                account.Call(at, (uint)(day << 12 | b & 0xfff), Topics.Draw(ref rng), into);
                at += SimulatedTime.Seconds(1 + rng.LogNormal(PauseSeconds, PauseSigma));
            }
        }
    }
}
