using System.Text;

namespace Distill.Core.Events;

/// <summary>Turns lists and dictionaries, as Python prints them, into JSON: <c>[{'role': 'user', 'content': "It's me"}]</c>.</summary>
internal static class PythonText
{
    /// <summary>The most bytes that <see cref="TryToJson"/> writes for a text of this length.</summary>
    public static int MostBytes(int length) => 2 * length;

    /// <summary>False when the text does not begin like a list or dictionary of Python's. The result may be no JSON all the same.</summary>
    /// <param name="text">The text, UTF-8.</param>
    /// <param name="json">Receives the JSON. It must have <see cref="MostBytes"/>.</param>
    /// <param name="length">Length of the JSON, in bytes.</param>
    public static bool TryToJson(ReadOnlySpan<byte> text, Span<byte> json, out int length)
    {
        length = 0;
        text = text.Trim(" \t\r\n"u8);
        if (!MayBePython(text))
        {
            return false;
        }

        var quote = (byte)0;
        while (!text.IsEmpty)
        {
            var b = text[0];
            if (quote == 0)
            {
                text = text[Outside(text, json, ref length)..];
                quote = b is (byte)'\'' or (byte)'"' ? b : quote;
            }
            else if (b == quote)
            {
                json[length++] = (byte)'"';
                text = text[1..];
                quote = 0;
            }
            else if (b == '\\' && text.Length > 1)
            {
                text = text[Escape(text, json, ref length)..];
            }
            else
            {
                if (b == '"')
                {
                    json[length++] = (byte)'\\';
                }

                json[length++] = b < 0x20 ? (byte)' ' : b;
                text = text[1..];
            }
        }

        return true;
    }

    private static bool MayBePython(ReadOnlySpan<byte> text) =>
        text is [(byte)'[' or (byte)'{' or (byte)'(', .., (byte)']' or (byte)'}' or (byte)')']
        && text[1..].TrimStart(" \t\r\n[{("u8) is [(byte)'\'' or (byte)'"', ..]
        && text.Contains((byte)'\'');

    // Copies what stands outside of strings, and returns how many bytes of the text it took.
    private static int Outside(ReadOnlySpan<byte> text, Span<byte> json, ref int length)
    {
        var word =
            text.StartsWith("None"u8) ? 4
            : text.StartsWith("True"u8) ? 4
            : text.StartsWith("False"u8) ? 5
            : 0;
        if (word > 0)
        {
            // No turn is one of these words, so it does not matter which it is.
            "null"u8.CopyTo(json[length..]);
            length += 4;
            return word;
        }

        json[length++] = text[0] switch
        {
            (byte)'\'' => (byte)'"',
            (byte)'(' => (byte)'[',
            (byte)')' => (byte)']',
            var same => same,
        };
        return 1;
    }

    // Writes one escape of a string, and returns how many bytes of the text it took.
    private static int Escape(ReadOnlySpan<byte> text, Span<byte> json, ref int length)
    {
        var digits = text[1] switch
        {
            (byte)'x' => 2,
            (byte)'u' => 4,
            (byte)'U' => 8,
            _ => 0,
        };
        if (digits == 0 || text.Length < 2 + digits || !TryHex(text.Slice(2, digits), out var value))
        {
            ReadOnlySpan<byte> plain = text[1] switch
            {
                (byte)'\'' => "'"u8,
                (byte)'"' => "\\\""u8,
                (byte)'\\' => "\\\\"u8,
                (byte)'n' => "\\n"u8,
                (byte)'r' => "\\r"u8,
                (byte)'t' => "\\t"u8,
                _ => " "u8,
            };
            plain.CopyTo(json[length..]);
            length += plain.Length;
            return 2;
        }

        // Control characters and halves of surrogate pairs become blanks.
        if (value < 0x20 || !Rune.TryCreate(value, out var rune))
        {
            json[length++] = (byte)' ';
        }
        else
        {
            if (rune.Value is '"' or '\\')
            {
                json[length++] = (byte)'\\';
            }

            length += rune.EncodeToUtf8(json[length..]);
        }

        return 2 + digits;
    }

    private static bool TryHex(ReadOnlySpan<byte> digits, out uint value)
    {
        value = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiHexDigit((char)digit))
            {
                return false;
            }

            value = (value << 4) | (uint)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        }

        return true;
    }
}
