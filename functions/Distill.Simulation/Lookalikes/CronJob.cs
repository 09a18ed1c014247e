using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// A script in somebody's crontab. It runs at fixed intervals, from every half hour to once a day, always at the same second. Seven in ten scripts
/// use the same framing in every call.
/// </summary>
internal sealed class CronJob : ILookalike
{
    private static readonly ClockRhythm[] s_rhythms = [new(60, 1), new(30, 1), new(240, 5), new(1440, 12), new(180, 3), new(360, 6)];

    public string Kind => "cron";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Program, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.Voice = account.Voice with { Framings = Framing.Shelf(1, account.Voice.Language, ref rng), FramedShare = rng.Chance(.7) ? 1 : 0 };
        }
    }
}
