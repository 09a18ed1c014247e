using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>A service in operation: its users' requests come when its audience is awake, singly or a few together, at machine pauses.</summary>
/// <param name="Profile">The audience's day; <see cref="DayProfile.Flat"/> for a queue that is worked off day and night.</param>
/// <param name="CallsPerBatch">Mean.</param>
/// <param name="PauseSeconds">Median between two calls of a batch.</param>
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
