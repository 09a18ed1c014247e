using Distill.Simulation.Population;
using Distill.Simulation.Randomness;
using Distill.Simulation.Rhythms;
using Distill.Simulation.World;

namespace Distill.Simulation.Lookalikes;

/// <summary>People behind a VPN: their data-centre addresses are shared and change. Nothing else is alike.</summary>
internal sealed class VpnUser : ILookalike
{
    private static readonly HumanRhythm[] s_rhythms = [new(DayProfile.Leisure, 4, 70), new(DayProfile.Maker, 5, 80), new(DayProfile.Owl, 4, 70)];

    public string Kind => "vpn";

    public void Settle(Crowd crowd, int count, ref Rng rng)
    {
        var providers = new SharedEgress[4 + count / 2000];
        for (var p = 0; p < providers.Length; p++)
        {
            providers[p] = SharedEgress.Of(rng.Range(4, 12), 16, 0, NetworkUse.Vpn, ref rng);
        }

        for (var i = 0; i < count; i++)
        {
            var account = crowd.Person(rng.Chance(.5) ? Calling.Person : Calling.Maker, Kind, ref rng);
            account.Addresses = rng.Pick(providers);
            account.Rhythm = rng.Pick(s_rhythms);
            account.CallsPerDay = rng.LogNormal(6, 1);
        }
    }
}
