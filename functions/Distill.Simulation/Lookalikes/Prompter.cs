using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Honest prompt engineers: they write framings with chain of thought, tools and rubrics in the same grammar that a campaign uses.</summary>
internal sealed class Prompter : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Maker, 7, 60), new(DayProfile.Office, 7, 60), new(DayProfile.Owl, 7, 60)];

    public string Kind => "prompter";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Maker, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(15, .9);
            account.Voice = account.Voice with
            {
                Framings = Framing.Shelf(rng.Range(2, 9), account.Voice.Language, ref rng),
                FramedShare = .9,
                ParaphraseRate = rng.Chance(.6) ? rng.Between(.1, .6) : 0,
            };
        }
    }
}
