using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Customers of hosted automation: one service's workers send the calls of many customers from a few addresses with one client. Cards, mail and flows
/// are the customers' own; four in ten use one of the service's ready-made flows.
/// </summary>
internal sealed class HostedAutomation : ILookalike
{
    private static readonly IRhythm[] s_rhythms =
    [
        new ClockRhythm(60, 1),
        new ClockRhythm(240, 3),
        new ProgramRhythm(DayProfile.Office, 2, 20),
        new ProgramRhythm(DayProfile.Audience, 1, 30),
    ];

    public string Kind => "hosted";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 12, 90, rng.Next()))
        {
            var workers = SharedEgress.Of(1, rng.Range(3, 6), 0, NetworkUse.Hosting, ref rng);
            var client = Clients.Program(Platform.Api, ref rng);
            var flows = Framing.Shelf(3, Language.English, ref rng);
            for (var i = 0; i < size; i++)
            {
                var account = crowd.Person(Calling.Program, Kind, ref rng);
                (account.Platform, account.Client, account.Addresses) = (Platform.Api, client, workers);
                account.Rhythm = rng.Pick(s_rhythms);
                account.CallsPerDay = rng.LogNormal(14, .9);
                account.Voice = account.Voice with
                {
                    Framings = rng.Chance(.4) ? [rng.Pick(flows)] : Framing.Shelf(rng.Range(1, 2), account.Voice.Language, ref rng),
                    FramedShare = 1,
                };
            }
        }
    }
}
