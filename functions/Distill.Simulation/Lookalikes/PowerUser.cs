using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Single people with hundreds of calls at all hours, many of them made by programs of their own.</summary>
internal sealed class PowerUser : ILookalike
{
    private static readonly IRhythm[] s_rhythms =
    [
        new HumanRhythm(DayProfile.Marathon, 9, 60),
        new ProgramRhythm(DayProfile.Marathon, 8, 40),
        new HumanRhythm(DayProfile.Owl, 9, 60),
    ];

    public string Kind => "poweruser";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Maker, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(40, .7);
            if (rng.Chance(.5))
            {
                account.Voice = account.Voice with { Framings = Framing.Shelf(rng.Range(1, 4), account.Voice.Language, ref rng), FramedShare = .5 };
            }
        }
    }
}
