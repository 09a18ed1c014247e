using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Agencies with six to twenty accounts, one for each client, on one card. People and programs use the same few framings for one client after
/// another.
/// </summary>
internal sealed class Agency : ILookalike
{
    private static readonly IRhythm[] s_rhythms =
    [
        new HumanRhythm(DayProfile.Office, 6, 80),
        new ProgramRhythm(DayProfile.Office, 6, 30),
        new ProgramRhythm(DayProfile.Flat, 5, 40),
    ];

    public string Kind => "agency";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 6, 20, rng.Next()))
        {
            var agency = Organisation.Found(crowd, MailDomain.Organisation(ref rng), rng.Range(1, 2), ref rng);
            var freeMail = rng.Chance(.4);
            var kyc = rng.Pick(["none", "email", "phone", "business", "business"]);
            var founded = Births.OfGroup(crowd.Length, .3, ref rng);
            var client = Clients.Program(Platform.Api, ref rng);
            var framings = Framing.Shelf(rng.Range(3, 8), rng.Chance(.1) ? Language.Chinese : Language.English, ref rng);
            foreach (var _ in Enumerable.Range(0, size))
            {
                var account = agency.Member(crowd.Person(Calling.Program, Kind, ref rng), .1, ref rng);
                if (freeMail)
                {
                    account.MailDomain = MailDomain.FreeMail(ref rng);
                }

                account.Kyc = kyc;
                if (rng.Chance(.7))
                {
                    account.Client = client;
                }

                account.Created = founded + (long)(rng.Exponential(rng.Chance(.5) ? 6 : 400) * SimulatedTime.Hour);
                account.ActiveFrom = account.Created;
                account.Rhythm = rng.Pick(s_rhythms);
                account.CallsPerDay = rng.LogNormal(16, .8);
                account.Voice = account.Voice with { Framings = framings, FramedShare = .9, ParaphraseRate = rng.Chance(.3) ? .4 : 0 };
            }
        }
    }
}
