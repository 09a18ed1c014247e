using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Users of two popular agent clients that lay a system prompt and a reminder around every prompt. In six of ten logs the wrap is in the prompt's
/// text; the others keep the turns apart. The bodies, and a framing here and there, are the user's own.
/// </summary>
internal sealed class AgentUser : ILookalike
{
    private const double WrappedInText = .6;

    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Maker, 8, 70), new(DayProfile.Office, 8, 80), new(DayProfile.Marathon, 9, 70)];

    public string Kind => "agent";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        (ulong Words, Client Client)[] clients = [(rng.Next(), Clients.CodingTool(ref rng)), (rng.Next(), Clients.CodingTool(ref rng))];
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Maker, Kind, ref rng);
            var (words, client) = clients[rng.Chance(.7) ? 0 : 1];
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(14, .9);
            account.Client = client;
            account.Voice = account.Voice with { Wrap = new(words, rng.Chance(WrappedInText)) };
            if (rng.Chance(.15))
            {
                account.Voice = account.Voice with { Framings = Framing.Shelf(rng.Range(1, 2), account.Voice.Language, ref rng), FramedShare = .4 };
            }
        }
    }
}
