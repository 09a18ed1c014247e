using System.Buffers.Text;

namespace Distill.Core.Events;

/// <summary>
/// Parses whole numbers in the forms that senders use: <c>812</c>, <c>"812"</c>, <c>812.0</c>, <c>8.12e2</c>, and for networks <c>"AS64500"</c>.
/// </summary>
internal static class NumberText
{
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
            // Some senders add the owner's name: "AS64500 Example Ltd".
            text = text[2..];
            text = text[..(text.IndexOf((byte)' ') is >= 0 and var end ? end : text.Length)];
        }

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

    private static FieldFault InRange(long whole, long most, out long value)
    {
        value = whole >= 0 && whole <= most ? whole : 0;
        return whole >= 0 && whole <= most ? FieldFault.None : FieldFault.OutOfRange;
    }
}
