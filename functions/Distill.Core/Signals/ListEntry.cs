using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Distill.Core.Events;

namespace Distill.Core.Signals;

/// <summary>What one line of a list names: a range of networks, an ASN or a domain.</summary>
/// <param name="First">
/// First address of the range, ordered like <see cref="NetworkPrefix.Bits"/>, but down to a single address for IPv4; 0 for none.
/// </param>
/// <param name="Last">Last address of the range.</param>
/// <param name="Asn">Number of the autonomous system; 0 for none.</param>
/// <param name="Domain">Mail domain in lower case; null for none.</param>
internal readonly record struct ListEntry(ulong First, ulong Last, uint Asn, string? Domain)
{
    // Shortest prefix lengths that are accepted. A list that names a larger part of the Internet is a mistake.
    private const int ShortestV4 = 8,
        ShortestV6 = 16;

    /// <summary>Returns the first field of a line, without quotes. Empty when the line has none.</summary>
    public static ReadOnlySpan<char> FieldOf(string line)
    {
        var field = line.AsSpan().Trim(" \t\r\uFEFF");
        var end = field.IndexOfAny(",;# \t");
        return (end < 0 ? field : field[..end]).Trim('"').Trim();
    }

    /// <summary>Parses a field. False when it is not what a list of this kind can name.</summary>
    public static bool TryParse(ReadOnlySpan<char> field, ListKind kind, out ListEntry entry) =>
        kind == ListKind.DisposableMail ? TryParseDomain(field, out entry) : TryParseAsn(field, out entry) || TryParseNetwork(field, out entry);

    private static bool TryParseAsn(ReadOnlySpan<char> field, out ListEntry entry)
    {
        var digits = field.StartsWith("AS", StringComparison.OrdinalIgnoreCase) ? field[2..] : field;
        var isAsn = uint.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var asn) && asn != 0;
        entry = new ListEntry(0, 0, asn, null);
        return isAsn;
    }

    private static bool TryParseNetwork(ReadOnlySpan<char> field, out ListEntry entry)
    {
        entry = default;
        var slash = field.IndexOf('/');
        var address = slash < 0 ? field : field[..slash];
        Span<byte> utf8 = stackalloc byte[64];
        if (
            address.Length > utf8.Length
            || !Ascii.IsValid(address)
            || !NetworkPrefix.TryParse(utf8[..Encoding.UTF8.GetBytes(address, utf8)], out var prefix)
            || !IPAddress.TryParse(address, out var ip)
        )
        {
            return false;
        }

        var isV4 = prefix.IsV4;
        var longest = isV4 && ip.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        var length = longest;
        if (slash >= 0 && !int.TryParse(field[(slash + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out length))
        {
            return false;
        }

        // Prefixes in ::ffff:0:0/96 are IPv4.
        var shortest =
            !isV4 ? ShortestV6
            : longest == 128 ? 96 + ShortestV4
            : ShortestV4;
        if (length < shortest || length > longest)
        {
            return false;
        }

        var bits = prefix.Bits;
        if (isV4)
        {
            Span<byte> bytes = stackalloc byte[16];
            ip.TryWriteBytes(bytes, out var written);
            bits |= bytes[written - 1];
        }

        // A range smaller than an IPv6 /64 counts as the whole /64: that is one site, and all that is kept of an address.
        var free = isV4 ? longest - length : Math.Max(0, 64 - length);
        var host = (1UL << free) - 1;
        entry = new ListEntry(bits & ~host, bits | host, 0, null);
        return true;
    }

    private static bool TryParseDomain(ReadOnlySpan<char> field, out ListEntry entry)
    {
        entry = default;
        field = field.Trim('.');
        var dot = field.IndexOf('.');
        if (dot <= 0 || field.Length > 253 || field.Contains("..", StringComparison.Ordinal))
        {
            return false;
        }

        foreach (var c in field)
        {
            if (!char.IsLetterOrDigit(c) && c is not ('.' or '-' or '_'))
            {
                return false;
            }
        }

        entry = new ListEntry(0, 0, 0, field.ToString().ToLowerInvariant());
        return true;
    }
}
