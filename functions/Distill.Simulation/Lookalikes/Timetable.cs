using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// Unrelated people who run one public program by the clock: a self-hosted automation every hour, or a fork of a scheduled workflow once a day. Card,
/// device, mail and age are their own, and mostly the address.
/// </summary>
internal sealed class Timetable : ILookalike
{
    private const double OnSharedRunners = .3;

    public string Kind => "timetable";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        var number = 0;
        foreach (var size in Groups.Split(count, 10, 60, rng.Next()))
        {
            var program = crowd.Tools.Program(number++);
            var client = Clients.Program(Platform.Api, ref rng);
            var runners = SharedEgress.Of(12, 20, 0, NetworkUse.Hosting, ref rng);
            for (var i = 0; i < size; i++)
            {
                var account = crowd.Person(Calling.Program, Kind, ref rng);
                if (!program.Hosted && rng.Chance(.6))
                {
                    account.Addresses = new HomeLine(Network.Draw(account.Home.Code, NetworkUse.Access, ref rng));
                }
                else if (program.Hosted && rng.Chance(OnSharedRunners))
                {
                    account.Addresses = runners;
                }

                if (rng.Chance(.8))
                {
                    account.Client = client;
                }

                account.Rhythm = program.Rhythm;
                account.Voice = account.Voice with { Framings = program.Framings, FramedShare = 1 };
            }
        }
    }
}
