using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>
/// People behind carrier-grade NAT. Their calls come from one public block of 256 addresses, or from one address, or they are seen with the carrier's
/// own addresses of 100.64.0.0/10 (RFC 6598). Everything else is their own.
/// </summary>
internal sealed class SharedAddressUser : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Leisure, 3, 75), new(DayProfile.Maker, 5, 80), new(DayProfile.Owl, 4, 70)];

    public string Kind => "cgnat";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        var carrier = 0;
        foreach (var size in Groups.Split(count, 8, 60, rng.Next()))
        {
            var home = Country.Draw(ref rng);
            IAddresses addresses = (carrier++ % 3) switch
            {
                0 => SharedEgress.Site(home, 240, ref rng),
                1 => SharedEgress.Site(home, 1, ref rng),
                _ => new CarrierLine(Network.Draw(home.Code, NetworkUse.Access, ref rng)),
            };
            for (var i = 0; i < size; i++)
            {
                var account = crowd.Person(rng.Chance(.7) ? Calling.Person : Calling.Maker, Kind, ref rng);
                (account.Home, account.UtcOffset, account.Addresses) = (home, (float)home.UtcOffsets[0], addresses);
                account.Rhythm = rng.Pick(s_rhythms);
                account.CallsPerDay = rng.LogNormal(6, 1);
            }
        }
    }
}
