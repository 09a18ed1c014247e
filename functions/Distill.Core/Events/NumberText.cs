using System.Buffers;
using System.Buffers.Text;

namespace Distill.Core.Events;

/// <summary>
/// Parses whole numbers in the forms that senders use: <c>812</c>, <c>"812"</c>, <c>812.0</c>, <c>8.12e2</c>, <c>"1,024"</c>, and for networks
/// <c>"AS64500"</c>.
/// </summary>
internal static class NumberText
{
    // Digits of one group, and the longest number in groups that is read, in bytes. A longer one is over every limit, and might overflow.
    private const int Group = 3;
    private const int MaxGrouped = 23;

    // What may follow the number of a network.
    private static readonly SearchValues<byte> s_ends = SearchValues.Create(" ,;|(/"u8);

    /// <summary>Parses a count from 0 to <see cref="int.MaxValue"/>.</summary>
    public static FieldFault Count(ReadOnlySpan<byte> text, out int count)
    {
        var fault = Whole(text, int.MaxValue, out var value);
        count = (int)value;
        return fault;
    }

    /// <summary>Parses the number of an autonomous system. 0 and the reserved numbers mean unknown.</summary>
    public static FieldFault Asn(ReadOnlySpan<byte> text, out uint asn)
    {
        text = text.Trim(" \t"u8);
        if (text.Length > 2 && (text[0] | 0x20) == 'a' && (text[1] | 0x20) == 's')
        {
            text = text[((text[2] | 0x20) == 'n' ? 3 : 2)..].TrimStart(" :-_"u8);
        }

        // Some senders add the owner's name: "AS64500 Example Ltd", "AS64500, Example", "AS64500|EXAMPLE".
        text = text.IndexOfAny(s_ends) is > 0 and var end ? text[..end] : text;
        var fault = Whole(text, uint.MaxValue, out var value);
        asn = (uint)value;
        if (fault == FieldFault.None && asn is 0 or 23456 or 65535 or uint.MaxValue)
        {
            (asn, fault) = (0, FieldFault.Unknown);
        }

        return fault;
    }

    private static FieldFault Whole(ReadOnlySpan<byte> text, long most, out long value)
    {
        value = 0;
        text = text.Trim(" \t"u8);
        if (Utf8Parser.TryParse(text, out long whole, out var used) && used == text.Length)
        {
            return InRange(whole, most, out value);
        }

        if (TryGrouped(text, out whole))
        {
            return InRange(whole, most, out value);
        }

        if (!Utf8Parser.TryParse(text, out double number, out used) || used != text.Length || double.IsNaN(number))
        {
            return Placeholder.IsUnknown(text) ? FieldFault.Unknown : FieldFault.Unreadable;
        }

        if (number < 0 || number > most)
        {
            return FieldFault.OutOfRange;
        }

        return number == Math.Floor(number) ? InRange((long)number, most, out value) : FieldFault.Unreadable;
    }

    // Reads digits in groups of three: "1,024", "12 345 678", "1_024", "1'024". A point would be a decimal one elsewhere.
    private static bool TryGrouped(ReadOnlySpan<byte> text, out long whole)
    {
        whole = 0;
        var first = text.IndexOfAny(", _'"u8);
        if (first is < 1 or > Group || text.Length > MaxGrouped || (text.Length - first) % (Group + 1) != 0)
        {
            return false;
        }

        for (var i = 0; i < text.Length; i++)
        {
            var isSeparator = i >= first && (i - first) % (Group + 1) == 0;
            if (isSeparator ? text[i] != text[first] : text[i] is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            whole = isSeparator ? whole : (10 * whole) + text[i] - '0';
        }

        return true;
    }

    private static FieldFault InRange(long whole, long most, out long value)
    {
        value = whole >= 0 && whole <= most ? whole : 0;
        return whole >= 0 && whole <= most ? FieldFault.None : FieldFault.OutOfRange;
    }
}
