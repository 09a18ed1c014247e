using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Software developers: coding tools and SDKs, code and agent tasks, heavy-tailed volumes. Some work through the night.</summary>
internal sealed class Developer : ILookalike
{
    private static readonly IRhythm[] s_rhythms =
    [
        new HumanRhythm(DayProfile.Maker, 6, 80),
        new HumanRhythm(DayProfile.Office, 7, 90),
        new HumanRhythm(DayProfile.Maker, 4, 150),
        new HumanRhythm(DayProfile.Owl, 7, 70),
    ];

    // Agents that work while their owner sleeps.
    private static readonly ProgramRhythm[] s_background =
    [
        new(DayProfile.Flat, 5, 60),
        new(DayProfile.Flat, 4, 90),
        new(DayProfile.Marathon, 5, 60),
    ];

    public string Kind => "dev";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Maker, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(9, 1.05);
            if (rng.Chance(.22))
            {
                (account.Rhythm, account.CallsPerDay) = (rng.Pick(s_background), rng.LogNormal(17, .7));
            }

            if (rng.Chance(.2))
            {
                account.Voice = account.Voice with
                {
                    Framings = Framing.Shelf(rng.Range(1, 2), account.Voice.Language, ref rng),
                    FramedShare = .3,
                    ParaphraseRate = .1,
                };
            }
        }
    }
}
