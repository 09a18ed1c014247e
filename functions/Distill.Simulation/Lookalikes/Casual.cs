using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>People with questions. They make few calls, mostly in the evening, and use no framing except one that they copied now and then.</summary>
internal sealed class Casual : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms =
    [
        new(DayProfile.Leisure, 3, 75),
        new(DayProfile.Maker, 4, 60),
        new(DayProfile.Owl, 3, 70),
        new(DayProfile.Office, 3, 90),
    ];

    public string Kind => "casual";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Person, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(2.2, 1);
            if (rng.Chance(.06))
            {
                account.Voice = account.Voice with { Framings = [crowd.PromptPack.Draw(ref rng)], FramedShare = .15 };
            }
        }
    }
}
