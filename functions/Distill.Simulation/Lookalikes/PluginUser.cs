using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Users of a few popular editor plug-ins: the same system prompt in hundreds of accounts, and nothing else shared.</summary>
internal sealed class PluginUser : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Maker, 6, 80), new(DayProfile.Office, 7, 90), new(DayProfile.Marathon, 6, 90)];

    public string Kind => "plugin";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        var plugins = new (Framing Chat, Framing Edit, Client Client)[3 + count / 2000];
        for (var p = 0; p < plugins.Length; p++)
        {
            plugins[p] = (Framing.System(PromptTask.Code, ref rng), Framing.System(PromptTask.Agent, ref rng), Clients.CodingTool(ref rng));
        }

        var market = Weighted<(Framing Chat, Framing Edit, Client Client)>.Zipf(plugins, 1);
        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Maker, Kind, ref rng);
            var plugin = market.Draw(ref rng);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(11, .9);
            account.Voice = account.Voice with { Framings = rng.Chance(.5) ? [plugin.Chat] : [plugin.Chat, plugin.Edit], FramedShare = .95 };
            if (rng.Chance(.7))
            {
                account.Client = plugin.Client;
            }
        }
    }
}
