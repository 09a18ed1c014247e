using Distill.Simulation.Randomness;

namespace Distill.Simulation.World;

internal enum NetworkUse : byte
{
    Access,
    Mobile,
    Hosting,
    Vpn,
}

/// <summary>
/// An autonomous system. Its number and use are real. Its address blocks are made up (the first octets are dealt out by position), because only
/// shared and repeated addresses matter here.
/// </summary>
internal sealed class Network
{
    private const int OctetsEach = 2;

    // /8 blocks in public unicast use. Blocks with special ranges (RFC 6890) are left out.
    private static readonly byte[] s_octets =
    [
        .. Enumerable.Range(11, 210).Where(o => o is not (127 or 169 or 172 or 192 or 198 or 203 or 100)).Select(o => (byte)o),
    ];

    private static readonly (int Asn, string Country, NetworkUse Use)[] s_known =
    [
        (7922, "US", NetworkUse.Access),
        (7018, "US", NetworkUse.Access),
        (701, "US", NetworkUse.Access),
        (20115, "US", NetworkUse.Access),
        (22773, "US", NetworkUse.Access),
        (21928, "US", NetworkUse.Mobile),
        (20057, "US", NetworkUse.Mobile),
        (2856, "GB", NetworkUse.Access),
        (5089, "GB", NetworkUse.Access),
        (12576, "GB", NetworkUse.Mobile),
        (24560, "IN", NetworkUse.Access),
        (9829, "IN", NetworkUse.Access),
        (55836, "IN", NetworkUse.Mobile),
        (45609, "IN", NetworkUse.Mobile),
        (3320, "DE", NetworkUse.Access),
        (3209, "DE", NetworkUse.Access),
        (6805, "DE", NetworkUse.Mobile),
        (4713, "JP", NetworkUse.Access),
        (2516, "JP", NetworkUse.Access),
        (9605, "JP", NetworkUse.Mobile),
        (3215, "FR", NetworkUse.Access),
        (12322, "FR", NetworkUse.Access),
        (51207, "FR", NetworkUse.Mobile),
        (28573, "BR", NetworkUse.Access),
        (27699, "BR", NetworkUse.Access),
        (26599, "BR", NetworkUse.Mobile),
        (812, "CA", NetworkUse.Access),
        (577, "CA", NetworkUse.Access),
        (852, "CA", NetworkUse.Mobile),
        (9506, "SG", NetworkUse.Access),
        (4657, "SG", NetworkUse.Access),
        (45143, "SG", NetworkUse.Mobile),
        (3462, "TW", NetworkUse.Access),
        (9924, "TW", NetworkUse.Access),
        (24158, "TW", NetworkUse.Mobile),
        (4766, "KR", NetworkUse.Access),
        (9318, "KR", NetworkUse.Access),
        (17858, "KR", NetworkUse.Mobile),
        (1221, "AU", NetworkUse.Access),
        (4804, "AU", NetworkUse.Access),
        (133612, "AU", NetworkUse.Mobile),
        (33915, "NL", NetworkUse.Access),
        (1136, "NL", NetworkUse.Access),
        (50266, "NL", NetworkUse.Mobile),
        (3352, "ES", NetworkUse.Access),
        (12479, "ES", NetworkUse.Access),
        (12430, "ES", NetworkUse.Mobile),
        (8151, "MX", NetworkUse.Access),
        (28509, "MX", NetworkUse.Access),
        (28403, "MX", NetworkUse.Mobile),
        (5617, "PL", NetworkUse.Access),
        (12741, "PL", NetworkUse.Access),
        (8374, "PL", NetworkUse.Mobile),
        (7713, "ID", NetworkUse.Access),
        (23700, "ID", NetworkUse.Access),
        (23693, "ID", NetworkUse.Mobile),
        (16509, "US", NetworkUse.Hosting),
        (14618, "US", NetworkUse.Hosting),
        (8075, "US", NetworkUse.Hosting),
        (396982, "US", NetworkUse.Hosting),
        (14061, "US", NetworkUse.Hosting),
        (24940, "DE", NetworkUse.Hosting),
        (16276, "FR", NetworkUse.Hosting),
        (63949, "US", NetworkUse.Hosting),
        (20473, "US", NetworkUse.Hosting),
        (51167, "DE", NetworkUse.Hosting),
        (45102, "SG", NetworkUse.Hosting),
        (132203, "SG", NetworkUse.Hosting),
        (9009, "GB", NetworkUse.Vpn),
        (212238, "US", NetworkUse.Vpn),
        (60068, "GB", NetworkUse.Vpn),
        (136787, "SG", NetworkUse.Vpn),
    ];

    private static readonly Network[] s_all = [.. s_known.Select((known, position) => new Network(position, known.Asn, known.Country, known.Use))];

    private readonly byte _firstOctet;

    private Network(int position, int asn, string country, NetworkUse use)
    {
        (Asn, Country, Use) = (asn, country, use);
        _firstOctet = s_octets[position * OctetsEach % (s_octets.Length - OctetsEach)];
    }

    public int Asn { get; }
    public string Country { get; }
    public NetworkUse Use { get; }

    private static readonly Dictionary<(string, NetworkUse), Network[]> s_local = s_all
        .GroupBy(network => (network.Country, network.Use))
        .ToDictionary(group => group.Key, group => group.ToArray());

    private static readonly Dictionary<NetworkUse, Network[]> s_global = s_all
        .GroupBy(network => network.Use)
        .ToDictionary(group => group.Key, group => group.ToArray());

    public static Network Draw(string country, NetworkUse use, ref Rng rng) => rng.Pick(s_local[(country, use)]);

    public static Network Draw(NetworkUse use, ref Rng rng) => rng.Pick(s_global[use]);

    /// <summary>Returns one of the network's /24 blocks, with the host byte zero.</summary>
    public uint Subnet(ref Rng rng)
    {
        // The block after the first may have been left out of the list. Then use the first.
        var octet = (byte)(_firstOctet + rng.Below(OctetsEach));
        return (uint)((s_octets.Contains(octet) ? octet : _firstOctet) << 24 | rng.Below(1 << 16) << 8);
    }

    /// <summary>Returns one of the network's /64 blocks, as the upper half of the address. Real providers are in 2a00::/12 and 2600::/12.</summary>
    public ulong Prefix64(ref Rng rng) =>
        ((Country is "US" or "CA" or "MX" ? 0x2600UL : 0x2a00UL) + (ulong)(Asn & 0xff)) << 48 | (rng.Next() >> 16 & 0xffff_ffff_ffff);
}
