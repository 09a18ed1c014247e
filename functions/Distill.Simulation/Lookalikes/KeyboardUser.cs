using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// End users of translation and keyboard apps, each with a key of their own. The app puts its few words before everything they type, on the phone,
/// all day long.
/// </summary>
internal sealed class KeyboardUser : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Leisure, 2, 40), new(DayProfile.Maker, 2, 40)];

    public string Kind => "keyboard";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        var apps = new (Framing[] Functions, Client Client)[2 + count / 300];
        for (var a = 0; a < apps.Length; a++)
        {
            var functions = new Framing[rng.Range(3, 6)];
            for (var f = 0; f < functions.Length; f++)
            {
                functions[f] = Framing.App(rng.Chance(.5) ? PromptTask.Translate : PromptTask.Rewrite, ref rng);
            }

            apps[a] = (functions, Clients.Program(Platform.Api, ref rng));
        }

        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(Calling.Person, Kind, ref rng);
            var (functions, client) = rng.Pick(apps);
            (account.Platform, account.Client) = (Platform.Api, client);
            account.Addresses = new MobileLine(Network.Draw(account.Home.Code, NetworkUse.Mobile, ref rng));
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(9, .9);
            account.Voice = account.Voice with { Framings = functions, FramedShare = 1, FollowUps = 0, Pastes = 0 };
        }
    }
}
