using System.Buffers;

namespace Distill.Core.Events;

/// <summary>
/// Reads the client's address of a call in the forms that senders use: bare, with a port, in brackets, with a zone or a prefix length, or as the
/// list of <c>X-Forwarded-For</c>. An address that is not public counts as unknown.
/// </summary>
internal static class ClientAddress
{
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
        text = Address(text.Trim(" \t\""u8));
        if (NetworkPrefix.TryParse(text, out network))
        {
            if (!network.IsSpecialPurpose)
            {
                return FieldFault.None;
            }

            network = default;
            return FieldFault.SpecialAddress;
        }

        return Placeholder.IsUnknown(text) ? FieldFault.Unknown
            : IsMasked(text) ? FieldFault.Masked
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
}
