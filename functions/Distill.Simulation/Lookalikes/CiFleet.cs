using Distill.Simulation.Population;
using Distill.Simulation.Prompts;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Continuous integration: a company's runners with one to three framings and a nightly job that starts all of them in the same minute. Most fleets
/// are months old, and all accounts openly belong to one company.
/// </summary>
internal sealed class CiFleet : ILookalike
{
    public string Kind => "cifleet";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        foreach (var size in Groups.Split(count, 8, 40, rng.Next()))
        {
            var company = Organisation.Found(crowd, MailDomain.Organisation(ref rng), 2, ref rng);
            var runners = SharedEgress.Of(rng.Range(1, 2), rng.Range(2, 8), 0, NetworkUse.Hosting, ref rng);
            var founded = Births.OfGroup(crowd.Length, .15, ref rng);
            var client = Clients.Program(Platform.Api, ref rng);
            var framings = Framing.Shelf(rng.Range(1, 3), Language.English, ref rng);
            var rhythm = new FleetRhythm(rng.Next(), rng.Between(4, 20), rng.Range(0, 47) / 2.0, company.UtcOffset);
            for (var i = 0; i < size; i++)
            {
                var account = company.Member(crowd.Person(Calling.Program, Kind, ref rng), .5, ref rng);
                account.Addresses = runners;
                account.Device = 0;
                account.Client = client;
                account.Kyc = "business";
                account.Created = founded + (long)(rng.Exponential(2) * SimulatedTime.Hour);
                account.ActiveFrom = account.Created;
                account.Rhythm = rhythm;
                account.Voice = account.Voice with { Framings = framings, FramedShare = 1 };
            }
        }
    }
}
