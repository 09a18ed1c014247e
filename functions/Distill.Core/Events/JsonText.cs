using System.Text;
using System.Text.Json;
using System.Text.Unicode;

namespace Distill.Core.Events;

/// <summary>
/// Reads a JSON string as UTF-8 text, even if it is damaged. Half of a surrogate pair becomes the replacement character, and the event is kept.
/// </summary>
internal static class JsonText
{
    /// <summary>Size in bytes of a buffer that holds any name of the contract, even with each character escaped.</summary>
    public const int MaxEscaped = 128;

    /// <summary>Returns a name or a short value, unescaped. Empty when it is too long to be a name of the contract.</summary>
    public static ReadOnlySpan<byte> Short(ref readonly Utf8JsonReader reader, Span<byte> buffer) =>
        !reader.ValueIsEscaped ? reader.ValueSpan
        : reader.ValueSpan.Length <= buffer.Length ? buffer[..Copy(in reader, buffer, out _)]
        : default;

    /// <summary>Copies the text, unescaped, and returns its length in bytes. This is never more than the string's own length.</summary>
    /// <param name="reader">A reader at a string or at a property's name.</param>
    /// <param name="text">Receives the text as UTF-8. Bytes that are not valid UTF-8 stay as they are.</param>
    /// <param name="isMended">
    /// True when the text differs from the sender's, or is not valid UTF-8. It then has replacement characters, and may be the same as another.
    /// </param>
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

    /// <summary>True when the string equals this text. Unlike the reader's own comparison, it accepts invalid surrogates in escapes.</summary>
    public static bool Is(ref readonly Utf8JsonReader reader, ReadOnlySpan<byte> text)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan.SequenceEqual(text);
        }

        Span<byte> unescaped = stackalloc byte[MaxEscaped];
        return reader.ValueSpan.Length <= MaxEscaped && unescaped[..Copy(in reader, unescaped, out _)].SequenceEqual(text);
    }

    // Returns how many bytes the escape takes. The reader has already checked that the escape is well-formed.
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
