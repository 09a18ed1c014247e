using Distill.Simulation.Calls;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Rhythms;

/// <summary>
/// A person's sessions: at likely hours of the local day, a few calls each, with pauses to read. Days off, moods, and a habit of early or late hours
/// make one person's days as uneven as in reality.
/// </summary>
/// <param name="Profile">How the sessions spread over the local day.</param>
/// <param name="CallsPerSession">The mean number of calls in a session.</param>
/// <param name="PauseSeconds">The median pause between two calls of a session, in seconds.</param>
internal sealed record HumanRhythm(DayProfile Profile, double CallsPerSession, double PauseSeconds) : IRhythm
{
    private const double PauseSigma = 1.1;
    private const double LongestPauseSeconds = 2400;
    private const double DayOff = .15;
    private const double MoodSigma = .55;

    public void Day(Caller account, int day, ref Rng rng, HourBuckets into)
    {
        var weekend = account.IsWeekend(day);
        if (rng.Chance(DayOff))
        {
            return;
        }

        var mood = rng.LogNormal(1, MoodSigma);
        var callsPerSession = CallsPerSession * account.Verbosity;
        var sessions = rng.Poisson(account.CallsPerDay * mood * (weekend ? Profile.Weekend : 1) / callsPerSession);
        for (var s = 0; s < sessions; s++)
        {
            var hour = Profile.Draw(ref rng) - account.UtcOffset + account.Lateness;
            var at = day * SimulatedTime.Day + (long)((hour % 24 + 24) % 24 * SimulatedTime.Hour);
            var calls = rng.Geometric(callsPerSession);
            for (var c = 0; c < calls; c++)
            {
                account.Call(at, (uint)(day << 12 | s & 0xfff), Topics.Draw(ref rng), into);
                at += SimulatedTime.Seconds(Math.Min(LongestPauseSeconds, 4 + rng.LogNormal(PauseSeconds, PauseSigma)));
            }
        }
    }
}
