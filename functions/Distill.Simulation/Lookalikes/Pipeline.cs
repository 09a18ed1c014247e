using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Data pipelines: one account works off a queue with one to four framings, day and night.</summary>
internal sealed class Pipeline : ILookalike
{
    private static readonly ProgramRhythm[] s_rhythms =
    [
        new(DayProfile.Flat, 10, 30),
        new(DayProfile.Office, 12, 20),
        new(DayProfile.Flat, 5, 120),
        new(DayProfile.Flat, 6, 60),
    ];

    public string Kind => "pipeline";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Program, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(24, .8);
            account.Voice = account.Voice with
            {
                Framings = Framing.Shelf(rng.Range(1, 4), account.Voice.Language, ref rng),
                FramedShare = 1,
                ParaphraseRate = rng.Chance(.2) ? .4 : 0,
            };
        }
    }
}
