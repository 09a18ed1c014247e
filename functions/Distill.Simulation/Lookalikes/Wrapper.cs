using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Products on top of the API: one account sends the requests of many users, day and night, under one system prompt.</summary>
internal sealed class Wrapper : ILookalike
{
    private static readonly ProgramRhythm[] s_rhythms =
    [
        new(DayProfile.Audience, 2, 60),
        new(DayProfile.Audience, 4, 45),
        new(DayProfile.Flat, 3, 90),
    ];

    public string Kind => "wrapper";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Program, Kind, ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(32, .9);
            var tasks = rng.Pick(TaskMixes.People);
            Framing[] framings = [Framing.System(PromptTask.Answer, ref rng), .. Framing.Shelf(rng.Range(0, 3), Language.English, ref rng)];
            if (rng.Chance(.5))
            {
                account.Voice = account.Voice with { Tongues = account.Home.Languages };
            }

            account.Voice = account.Voice with { Tasks = tasks, Framings = framings, FramedShare = .95, FollowUps = .1 };
        }
    }
}
