using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Unrelated people who copied framings from the same public list. Their prompts open and end alike, but the accounts share nothing else.
/// </summary>
internal sealed class PromptPackUser : ILookalike
{
    private static readonly IRhythm[] s_rhythms =
    [
        new HumanRhythm(DayProfile.Maker, 5, 75),
        new HumanRhythm(DayProfile.Leisure, 4, 75),
        new ProgramRhythm(DayProfile.Flat, 5, 60),
    ];

    public string Kind => "promptpack";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(rng.Pick([Calling.Person, Calling.Maker, Calling.Program]), Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(9, 1);
            var copied = new HashSet<Framing>();
            for (var wanted = rng.Range(2, 7); copied.Count < wanted; )
            {
                copied.Add(crowd.PromptPack.Draw(ref rng));
            }

            account.Voice = account.Voice with
            {
                Framings = [.. copied],
                FramedShare = rng.Between(.4, .95),
                ParaphraseRate = rng.Chance(.25) ? .1 : 0,
            };
        }
    }
}
