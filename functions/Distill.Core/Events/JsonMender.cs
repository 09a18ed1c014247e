using System.Buffers;

namespace Distill.Core.Events;

/// <summary>
/// Repairs an event that is not valid JSON. It replaces bare control characters and unknown escapes in strings, and NaN, Infinity and the like
/// where a value should be. Careless JSON writers make such errors, and a caller's text can provoke them.
/// </summary>
public static class JsonMender
{
    private static readonly SearchValues<byte> s_escapes = SearchValues.Create("\"\\/bfnrt"u8);
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdefABCDEF"u8);

    /// <summary>The most bytes that <see cref="Mend"/> writes for an input of this length.</summary>
    public static int MostBytes(int length) => 2 * length;

    /// <summary>Writes the mended event and returns its length in bytes. What it can't repair stays as it is.</summary>
    public static int Mend(ReadOnlySpan<byte> json, Span<byte> mended)
    {
        var (length, isString) = (0, false);
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (!isString)
            {
                if (WordAt(json[i..]) is > 0 and var word)
                {
                    "null"u8.CopyTo(mended[length..]);
                    length += 4;
                    i += word - 1;
                    continue;
                }

                isString = b == '"';
                mended[length++] = b;
            }
            else if (b == '\\')
            {
                var isWhole = IsEscape(json[i..]);
                mended[length++] = b;
                mended[length++] = isWhole ? json[++i] : b;
            }
            else
            {
                isString = b != '"';
                mended[length++] = b < 0x20 ? (byte)' ' : b;
            }
        }

        return length;
    }

    // Length of the word at the start that stands for "no value", such as NaN. 0 when there is none.
    private static int WordAt(ReadOnlySpan<byte> json) =>
        json.StartsWith("NaN"u8) ? 3
        : json.StartsWith("nan"u8) ? 3
        : json.StartsWith("None"u8) ? 4
        : json.StartsWith("Infinity"u8) ? 8
        : json.StartsWith("-Infinity"u8) ? 9
        : json.StartsWith("undefined"u8) ? 9
        : 0;

    private static bool IsEscape(ReadOnlySpan<byte> text) =>
        text.Length >= 2 && (s_escapes.Contains(text[1]) || (text[1] == 'u' && text.Length >= 6 && !text.Slice(2, 4).ContainsAnyExcept(s_hex)));
}
