using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Distill.Core.Events;

/// <summary>The network of an address: its /24 in IPv4, its /64 in IPv6. <c>default</c> is unknown.</summary>
/// <remarks>Distill keeps it instead of the address. Accounts share networks, and a network says less about a person.</remarks>
public readonly record struct NetworkPrefix(ulong Bits)
{
    // Marks an IPv4 /24 without a second field. The tag lies in ff00::/8, which is multicast and never a client's address.
    private const ulong V4Tag = 0xFFFF_0000_0000_0000;

    private static ReadOnlySpan<byte> Nat64 => [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0];

    public bool IsKnown => Bits != 0;

    /// <summary>True for an IPv4 /24. The low 32 bits of <see cref="Bits"/> are then its first address.</summary>
    internal bool IsV4 => (Bits & V4Tag) == V4Tag;

    /// <summary>True for networks that are not public: unspecified, loopback, private, shared (100.64/10), link-local, multicast, reserved.</summary>
    /// <remarks>
    /// See RFC 6890 and its registries. The documentation ranges count as public: examples, tests and simulations use them, and no log of real
    /// traffic holds them.
    /// </remarks>
    internal bool IsSpecialPurpose => IsV4 ? IsSpecialPurposeV4((uint)Bits) : IsSpecialPurposeV6(Bits);

    /// <summary>Parses an address from UTF-8 text. False when it is not an address.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out NetworkPrefix prefix)
    {
        prefix = default;
        if (utf8.Length is 0 or > 64)
        {
            return false;
        }

        if (TryParseV4(utf8, out prefix))
        {
            return true;
        }

        if (!IPAddress.TryParse(utf8, out var address) || address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return false;
        }

        Span<byte> bytes = stackalloc byte[16];
        address.TryWriteBytes(bytes, out _);

        // An IPv4 address inside IPv6: mapped (::ffff:0:0/96), or behind the well-known NAT64 prefix (64:ff9b::/96).
        prefix =
            address.IsIPv4MappedToIPv6 || bytes.StartsWith(Nat64)
                ? FromV4(BinaryPrimitives.ReadUInt32BigEndian(bytes[12..]))
                : new NetworkPrefix(BinaryPrimitives.ReadUInt64BigEndian(bytes));
        return true;
    }

    public override string ToString()
    {
        if (!IsKnown)
        {
            return "unknown";
        }

        if (IsV4)
        {
            var v4 = (uint)Bits;
            return string.Create(CultureInfo.InvariantCulture, $"{v4 >> 24}.{(v4 >> 16) & 255}.{(v4 >> 8) & 255}.0/24");
        }

        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, Bits);
        return $"{new IPAddress(bytes)}/64";
    }

    private static bool IsSpecialPurposeV4(uint network) =>
        network >> 24 is 0 or 10 or 127 or >= 224
        || network >> 22 == (100 << 2 | 64 >> 6)
        || network >> 20 == (172 << 4 | 16 >> 4)
        || network >> 17 == (198 << 7 | 18 >> 1)
        || network >> 16 is (192 << 8 | 168) or (169 << 8 | 254)
        || network >> 8 == (192 << 16);

    private static bool IsSpecialPurposeV6(ulong prefix) =>
        prefix == 0
        || prefix >> 56 == 0xff
        || prefix >> 57 == 0xfc >> 1
        || prefix >> 54 is 0xfe80 >> 6 or 0xfec0 >> 6
        || prefix == 0x0100_0000_0000_0000;

    private static NetworkPrefix FromV4(uint address) => new(V4Tag | (address & 0xFFFF_FF00));

    // Parses a dotted quad without an IPAddress object. Nearly all traffic has this form.
    private static bool TryParseV4(ReadOnlySpan<byte> utf8, out NetworkPrefix prefix)
    {
        prefix = default;
        uint address = 0;
        uint part = 0;
        int digits = 0,
            parts = 0;
        foreach (var b in utf8)
        {
            if (b is >= (byte)'0' and <= (byte)'9' && digits < 3)
            {
                part = (part * 10) + (uint)(b - '0');
                digits++;
            }
            else if (b == '.' && digits > 0 && part <= 255 && parts < 3)
            {
                address = (address << 8) | part;
                (part, digits) = (0, 0);
                parts++;
            }
            else
            {
                return false;
            }
        }

        if (parts != 3 || digits == 0 || part > 255)
        {
            return false;
        }

        prefix = FromV4((address << 8) | part);
        return true;
    }
}
