using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Distill.Core.Events;

/// <summary>
/// Reads a JSON string as text, whatever it holds: half a surrogate pair becomes the replacement character and does not cost the event.
/// </summary>
internal static class JsonText
{
    /// <summary>Bytes of a name of the contract at most, with each of its characters escaped.</summary>
    public const int MaxEscaped = 128;

    /// <summary>The text of a name or of a short value, unescaped; empty when it is too long to be one that the contract names.</summary>
    public static ReadOnlySpan<byte> Short(ref readonly Utf8JsonReader reader, Span<byte> buffer) =>
        !reader.ValueIsEscaped ? reader.ValueSpan
        : reader.ValueSpan.Length <= buffer.Length ? buffer[..Copy(in reader, buffer, out _)]
        : default;

    /// <summary>Copies the text, unescaped, and gives its length: never more than the string has bytes.</summary>
    /// <param name="reader">Stands at a string or a property's name.</param>
    /// <param name="text">Gets the text as UTF-8. Bytes that are no UTF-8 stay as they are.</param>
    /// <param name="isMended">True when the text is not wholly what the sender had.</param>
    public static int Copy(ref readonly Utf8JsonReader reader, Span<byte> text, out bool isMended)
    {
        var source = reader.ValueSpan;
        if (!reader.ValueIsEscaped)
        {
            source.CopyTo(text);
            isMended = !Utf8.IsValid(source);
            return source.Length;
        }

        isMended = false;
        var length = 0;
        while (!source.IsEmpty)
        {
            var plain = source.IndexOf((byte)'\\');
            plain = plain < 0 ? source.Length : plain;
            source[..plain].CopyTo(text[length..]);
            length += plain;
            source = source[plain..];
            if (!source.IsEmpty)
            {
                source = source[Unescape(source, text, ref length, ref isMended)..];
            }
        }

        isMended |= !Utf8.IsValid(text[..length]);
        return length;
    }

    /// <summary>True when the string is this text. Unlike the reader's own comparison it takes any escapes.</summary>
    public static bool Is(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        Span<byte> unescaped = stackalloc byte[MaxEscaped];
        return reader.ValueSpan.Length <= MaxEscaped && unescaped[..Copy(in reader, unescaped, out _)].SequenceEqual(text);
    }

    // Gives how many bytes the escape takes. The reader has seen that it is well-formed.
    private static int Unescape(ReadOnlySpan<byte> escape, Span<byte> text, ref int length, ref bool isMended)
    {
        if (escape[1] != 'u')
        {
            text[length++] = escape[1] switch
            {
                (byte)'b' => (byte)'\b',
                (byte)'f' => (byte)'\f',
                (byte)'n' => (byte)'\n',
                (byte)'r' => (byte)'\r',
                (byte)'t' => (byte)'\t',
                var same => same,
            };
            return 2;
        }

        var (first, taken) = (UnitOf(escape), 6);
        var second = char.IsHighSurrogate(first) && escape[taken..].StartsWith("\\u"u8) ? UnitOf(escape[taken..]) : '\0';
        if (!Rune.TryCreate(first, out var rune))
        {
            if (Rune.TryCreate(first, second, out rune))
            {
                taken += 6;
            }
            else
            {
                (rune, isMended) = (Rune.ReplacementChar, true);
            }
        }

        length += rune.EncodeToUtf8(text[length..]);
        return taken;
    }

    private static char UnitOf(ReadOnlySpan<byte> escape)
    {
        var unit = 0;
        foreach (var digit in escape.Slice(2, 4))
        {
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return (char)unit;
    }
}
