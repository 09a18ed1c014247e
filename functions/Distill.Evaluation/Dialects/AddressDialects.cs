using System.Net;
using System.Net.Sockets;

namespace Distill.Evaluation.Dialects;

/// <summary>Addresses that say nothing, and addresses in other forms.</summary>
internal static class AddressDialects
{
    private const string Field = "ip";

    // Ports from which systems choose the ones of outgoing connections.
    private const int FirstPort = 49152;
    private const int Ports = 65536 - FirstPort;

    // Addresses of a small pool of proxies.
    private const int Proxies = 4;

    public static IReadOnlyList<Dialect> All { get; } =
    [
        Lost("ip_zero", "The address is 0.0.0.0.", _ => "0.0.0.0"),
        Lost("ip_unknown", "The address is the word unknown.", _ => "unknown"),
        Lost("ip_loopback", "The address is that of the machine itself, 127.0.0.1.", _ => "127.0.0.1"),
        Lost("ip_private", "The address is one of 10.0.0.0/8, another for each account.", e => Inside(10, 0, 8, e)),
        Lost("ip_link_local", "The address is one of 169.254.0.0/16, another for each account.", e => Inside(169, 254, 16, e)),
        Lost("ip_shared", "The address is one of 100.64.0.0/10, which carriers share among customers.", e => Inside(100, 64, 10, e)),
        Lost("ip_masked", "The last part is masked: 198.51.100.x, 2001:db8:1:2:x:x:x:x.", e => Masked(e, "x", ":x:x:x:x")),
        Lost("ip_starred", "The last part is stars: 198.51.100.***, 2001:db8:1:2:****.", e => Masked(e, "***", ":****")),
        Lost("ip_half_zero", "The second half is zero: 198.51.0.0, 2001:db8::.", HalfZero),
        Lost("ip_proxy", "The address is that of the gateway in front, one public address.", _ => "34.96.70.18"),
        Lost("ip_pool", "The address is one of four proxies' public addresses.", e => $"34.{96 + (e.EventSeed % Proxies)}.70.18"),
        Lost("ip_prefix", "The address is one of an IPv6 network of 64 bits.", e => $"2600:1901:0:1234::{(ushort)e.EventSeed:x}"),
        Kept("ip_host_zero", "The host is zero: 198.51.100.0, 2001:db8:1:2::.", e => Masked(e, "0", "::")),
        Kept("ip_port", "A port stands behind the address: 198.51.100.7:51008.", WithPort),
    ];

    private static Dialect Lost(string name, string meaning, Func<EditableEvent, string> address) =>
        Kept(name, meaning, address) with
        {
            Loses = [Field],
        };

    private static Dialect Kept(string name, string meaning, Func<EditableEvent, string> address) =>
        new(name, meaning, e => e.Replace(Field, _ => Dialect.Quote(address(e))));

    // An address of a network whose first bits are fixed. The account chooses the rest.
    private static string Inside(uint first, uint second, int bits, EditableEvent e)
    {
        var network = (first << 24) | (second << 16);
        var host = (uint)e.AccountSeed & (uint.MaxValue >> bits);
        return new IPAddress([.. BitConverter.GetBytes(network | host).Reverse()]).ToString();
    }

    private static string Masked(EditableEvent e, string v4, string v6)
    {
        var ip = e.Text(Field)!;
        return ip.Contains(':', StringComparison.Ordinal) ? string.Join(':', ip.Split(':').Take(4)) + v6 : ip[..(ip.LastIndexOf('.') + 1)] + v4;
    }

    private static string HalfZero(EditableEvent e)
    {
        var ip = e.Text(Field)!;
        return ip.Contains(':', StringComparison.Ordinal)
            ? string.Join(':', ip.Split(':').Take(2)) + "::"
            : string.Join('.', ip.Split('.').Take(2)) + ".0.0";
    }

    private static string WithPort(EditableEvent e)
    {
        var ip = e.Text(Field)!;
        var port = FirstPort + (int)(e.EventSeed % Ports);
        return IPAddress.Parse(ip).AddressFamily == AddressFamily.InterNetworkV6 ? $"[{ip}]:{port}" : $"{ip}:{port}";
    }
}
