using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

/// <summary>
/// Tells where an account's calls come from. The address depends only on (account, session, time), so no state is kept per account.
/// </summary>
internal interface IAddresses
{
    Address At(ulong account, uint session, long at);
}

/// <summary>
/// A subscriber's line. Three in five keep one address. The others change it every 2 to 9 days, within the same provider. One in five lines has IPv6.
/// </summary>
internal sealed class HomeLine(Network network) : IAddresses
{
    public Address At(ulong account, uint session, long at)
    {
        var line = Rng.Of(account, 0x11);
        var leaseDays = line.Chance(.6) ? 1000 : line.Range(2, 9);
        var v6 = line.Chance(.2);
        var lease = Rng.Of(account, 0x12, (ulong)((at + 400 * SimulatedTime.Day) / (leaseDays * SimulatedTime.Day)));
        if (v6)
        {
            return new(network, 0, network.Prefix64(ref lease), line.Next() | 1);
        }

        return new(network, network.Subnet(ref lease) | (uint)lease.Range(1, 254));
    }
}

/// <summary>A mobile line behind carrier-grade NAT: each session gets one of about 6,000 addresses that the whole network shares.</summary>
internal sealed class MobileLine(Network network) : IAddresses
{
    private const int Gateways = 24;

    public Address At(ulong account, uint session, long at)
    {
        var rng = Rng.Of(account, 0x21, session);
        var gateway = Rng.Of((ulong)network.Asn, 0x22, (ulong)rng.Below(Gateways));
        return new(network, network.Subnet(ref gateway) | (uint)rng.Range(1, 254));
    }
}

/// <summary>A line whose carrier shows its own side of the NAT: an address of 100.64.0.0/10 (RFC 6598) that lasts for a day.</summary>
internal sealed class CarrierLine(Network network) : IAddresses
{
    private const uint Block = 100u << 24 | 64u << 16;
    private const int HostBits = 22;

    public Address At(ulong account, uint session, long at) =>
        new(network, Block | (uint)Rng.Of(account, 0x23, (ulong)(at / SimulatedTime.Day)).Range(1, (1 << HostBits) - 2));
}

/// <summary>A rented server or function: one address that never changes.</summary>
internal sealed class ServerAddress(Network network) : IAddresses
{
    public Address At(ulong account, uint session, long at)
    {
        var rng = Rng.Of(account, 0x31);
        return new(network, network.Subnet(ref rng) | (uint)rng.Range(1, 254));
    }
}

/// <summary>A fixed set of addresses that a group shares: an office, a campus, or the egress of a reseller or relay.</summary>
internal sealed class SharedEgress : IAddresses
{
    private readonly (Network Network, uint V4)[] _exits;
    private readonly int _perAccount;

    /// <param name="exits">The group's addresses.</param>
    /// <param name="perAccount">How many of them one account uses; 0 for all.</param>
    public SharedEgress((Network, uint)[] exits, int perAccount) => (_exits, _perAccount) = (exits, perAccount);

    /// <summary>Draws <paramref name="subnets"/> /24 blocks with <paramref name="hosts"/> addresses each.</summary>
    public static SharedEgress Of(int subnets, int hosts, int perAccount, NetworkUse use, ref Rng rng)
    {
        var exits = new (Network, uint)[subnets * hosts];
        for (var s = 0; s < subnets; s++)
        {
            var network = Network.Draw(use, ref rng);
            Fill(exits.AsSpan(s * hosts, hosts), network, ref rng);
        }
        return new(exits, perAccount);
    }

    /// <summary>Draws one block of a provider in the country, for an office or a campus.</summary>
    public static SharedEgress Site(Country country, int hosts, ref Rng rng)
    {
        var exits = new (Network, uint)[hosts];
        Fill(exits, Network.Draw(country.Code, NetworkUse.Access, ref rng), ref rng);
        return new(exits, 0);
    }

    public Address At(ulong account, uint session, long at)
    {
        var rng = Rng.Of(account, 0x41, session);
        var exit = rng.Below(_perAccount == 0 ? _exits.Length : _perAccount);
        // An account's few addresses are neighbours in the list, so mostly in the same /24. Proxy sellers do the same.
        var first = _perAccount == 0 ? 0 : Rng.Of(account, 0x42).Below(_exits.Length);
        var (network, v4) = _exits[(first + exit) % _exits.Length];
        return new(network, v4);
    }

    private static void Fill(Span<(Network, uint)> exits, Network network, ref Rng rng)
    {
        var subnet = network.Subnet(ref rng);
        var host = rng.Range(2, 250 - exits.Length);
        for (var h = 0; h < exits.Length; h++)
        {
            exits[h] = (network, subnet | (uint)(host + h));
        }
    }
}

/// <summary>An account that calls from home on a share of the days, and from the office on the others.</summary>
internal sealed class OfficeOrHome(IAddresses office, IAddresses home, double homeShare) : IAddresses
{
    public Address At(ulong account, uint session, long at) =>
        Rng.Of(account, 0x51, (ulong)(at / SimulatedTime.Day)).Chance(homeShare) ? home.At(account, session, at) : office.At(account, session, at);
}
