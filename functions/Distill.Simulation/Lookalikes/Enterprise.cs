using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>Companies: one card, mail domain and office address, internal framings, working hours, unequal volumes, a verified business.</summary>
internal sealed class Enterprise : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Office, 4, 100), new(DayProfile.Office, 7, 80)];
    private static readonly ProgramRhythm s_automation = new(DayProfile.Flat, 5, 70);

    public string Kind => "enterprise";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 6, 90, rng.Next()))
        {
            var company = Organisation.Found(crowd, MailDomain.Organisation(ref rng), rng.Range(1, 4), ref rng);
            var founded = Births.OfGroup(crowd.Length, .25, ref rng);
            var gateway = rng.Chance(.3) ? Clients.Program(Platform.Api, ref rng) : null;
            var framings = Framing.Shelf(rng.Range(1, 5), Language.English, ref rng);
            var kyc = rng.Chance(.85) ? "business" : "verified";
            for (var i = 0; i < size; i++)
            {
                var account = company.Member(crowd.Person(rng.Chance(.6) ? Calling.Maker : Calling.Person, Kind, ref rng), .3, ref rng);
                account.Kyc = kyc;
                account.Created = founded + (long)(rng.Exponential(rng.Chance(.5) ? 4 : 300) * SimulatedTime.Hour);
                account.ActiveFrom = account.Created;
                account.Rhythm = rng.Pick(s_rhythms);
                account.Client = gateway ?? account.Client;
                account.CallsPerDay = rng.LogNormal(6, 1.2);
                if (rng.Chance(.12))
                {
                    (account.Rhythm, account.CallsPerDay) = (s_automation, rng.LogNormal(20, .8));
                }

                account.Voice = account.Voice with { Framings = framings, FramedShare = rng.Between(.1, .9) };
            }
        }
    }
}
