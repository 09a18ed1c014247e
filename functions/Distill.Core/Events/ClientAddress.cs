using System.Buffers;

namespace Distill.Core.Events;

/// <summary>
/// Reads the client's address of a call in the forms that senders use: bare, with a port, in brackets, with a zone or a prefix length, or as the
/// list of <c>X-Forwarded-For</c>. An address that is not public counts as unknown.
/// </summary>
internal static class ClientAddress
{
    // A prefix of 48 bits with its end left out has four colons: "2001:db8:1::".
    private const int MaxColonsOfHalf = 4;

    private static readonly SearchValues<byte> s_masks = SearchValues.Create("*xX?#"u8);

    /// <summary>Returns the fault, if any. With a fault, the network is unknown.</summary>
    public static FieldFault Read(ReadOnlySpan<byte> text, out NetworkPrefix network)
    {
        network = default;
        var fault = FieldFault.Unknown;

        // Take the last public address of a list. The client wrote those before it; our own proxies added those after it.
        while (true)
        {
            var comma = text.LastIndexOf((byte)',');
            var last = ReadOne(text[(comma + 1)..], out network);
            fault = last > fault ? last : fault;
            if (last == FieldFault.None)
            {
                return last;
            }

            if (comma < 0)
            {
                network = default;
                return fault;
            }

            text = text[..comma];
        }
    }

    private static FieldFault ReadOne(ReadOnlySpan<byte> text, out NetworkPrefix network)
    {
        var hasLength = text.Contains((byte)'/');
        text = Address(text.Trim(" \t\""u8));
        if (NetworkPrefix.TryParse(text, out network))
        {
            if (!network.IsSpecialPurpose && (hasLength || !IsHalf(text)))
            {
                return FieldFault.None;
            }

            var fault = network.IsSpecialPurpose ? FieldFault.SpecialAddress : FieldFault.Masked;
            network = default;
            return fault;
        }

        return Placeholder.IsUnknown(text) ? FieldFault.Unknown
            : IsMasked(text) || IsCut(text) ? FieldFault.Masked
            : FieldFault.Unreadable;
    }

    // Strips the port, the brackets, the zone and the prefix length.
    private static ReadOnlySpan<byte> Address(ReadOnlySpan<byte> text)
    {
        if (text is [(byte)'[', ..] && text.IndexOf((byte)']') is > 0 and var end)
        {
            text = text[1..end];
        }
        else if (text.Count((byte)':') == 1 && text.Contains((byte)'.'))
        {
            text = text[..text.IndexOf((byte)':')];
        }

        text = text.IndexOf((byte)'/') is > 0 and var length ? text[..length] : text;
        return text.IndexOf((byte)'%') is > 0 and var zone ? text[..zone] : text;
    }

    // True when mask characters replace some of the digits: "203.0.113.xxx", "81.2.69.***", "2001:db8:x:x::".
    private static bool IsMasked(ReadOnlySpan<byte> text)
    {
        if (!text.ContainsAny(s_masks) || (!text.Contains((byte)'.') && !text.Contains((byte)':')))
        {
            return false;
        }

        foreach (var b in text)
        {
            if (!char.IsAsciiHexDigit((char)b) && b is not ((byte)'.' or (byte)':') && !s_masks.Contains(b))
            {
                return false;
            }
        }

        return true;
    }

    // True when more than the host is zero, so that a whole provider seems to be one network: "198.51.0.0", "2001:db8::".
    private static bool IsHalf(ReadOnlySpan<byte> text) =>
        text.EndsWith(".0.0"u8) || (text.EndsWith("::"u8) && text.Count((byte)':') <= MaxColonsOfHalf);

    // True when the end is missing or is a placeholder: "198.51.100.", "198.51.100", "198.51.100.[redacted]", "198.51.100.__".
    private static bool IsCut(ReadOnlySpan<byte> text)
    {
        var end = text.IndexOfAnyExceptInRange((byte)'.', (byte)'9');
        var numbers = end < 0 ? text : text[..end];
        var isWhole = end < 0 && numbers is not [.., (byte)'.'];
        return !numbers.Contains((byte)'/')
            && numbers.Count((byte)'.') is var dots
            && (isWhole ? dots == 2 : dots is 2 or 3 && numbers is [.., (byte)'.'])
            && (end < 0 || Placeholder.IsUnknown(text[end..]) || text[end..].IndexOfAnyExcept("_-"u8) < 0);
    }
}
