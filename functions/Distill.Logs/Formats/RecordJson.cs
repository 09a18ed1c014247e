using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using Distill.Core.Events;

namespace Distill.Logs.Formats;

/// <summary>Parses records of other formats. What careless writers damage is mended, so that it costs a character and not the record.</summary>
internal static class RecordJson
{
    // Deepest nesting that is read. Tools nest schemas; a record beyond this is damage or an attack.
    private const int UsualDepth = 512;

    // Deepest nesting of an object that was written as text. What is made of it must stay below the parser's own limit of 64.
    private static readonly JsonDocumentOptions s_inText = new() { MaxDepth = 48 };

    // Length of an escape such as \ud83d.
    private const int EscapeBytes = 6;

    /// <summary>Parses a record.</summary>
    /// <param name="record">The record.</param>
    /// <param name="maxDepth">The deepest nesting that is read.</param>
    /// <exception cref="JsonException">It is no JSON, and can't be mended.</exception>
    public static JsonDocument Parse(ReadOnlyMemory<byte> record, int maxDepth = UsualDepth)
    {
        var options = new JsonDocumentOptions { MaxDepth = maxDepth };
        record = WithWholeText(record);
        try
        {
            return JsonDocument.Parse(record, options);
        }
        catch (JsonException)
        {
            var mended = new byte[JsonMender.MostBytes(record.Length)];
            return JsonDocument.Parse(mended.AsMemory(0, JsonMender.Mend(record.Span, mended)), options);
        }
    }

    /// <summary>Returns the object that was written as text. Null when the text is none.</summary>
    public static JsonElement? InText(JsonElement text)
    {
        try
        {
            return text.GetString() is ['{', ..] json ? JsonElement.Parse(json, s_inText) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    // Bytes that are no UTF-8, and escapes of half a surrogate pair, become U+FFFD. No text of .NET can hold them.
    private static ReadOnlyMemory<byte> WithWholeText(ReadOnlyMemory<byte> record)
    {
        var text = Utf8.IsValid(record.Span) ? record : Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(record.Span));
        byte[]? mended = null;
        for (var at = NextSurrogate(text.Span, 0); at >= 0; )
        {
            var isPair = IsHigh(text.Span[at..]) && IsLow(text.Span[(at + EscapeBytes)..]);
            if (!isPair)
            {
                mended ??= text.ToArray();
                "\\ufffd"u8.CopyTo(mended.AsSpan(at));
            }

            at = NextSurrogate(text.Span, at + (isPair ? 2 * EscapeBytes : EscapeBytes));
        }

        return mended ?? text;
    }

    // The place of the next whole escape of a surrogate; -1 when there is none. A backslash that is itself escaped begins none.
    private static int NextSurrogate(ReadOnlySpan<byte> text, int from)
    {
        for (var at = from; at < text.Length; )
        {
            var next = text[at..].IndexOf((byte)'\\');
            if (next < 0)
            {
                return -1;
            }

            at += next;
            if (IsHigh(text[at..]) || IsLow(text[at..]))
            {
                return at;
            }

            at += 2;
        }

        return -1;
    }

    private static bool IsHigh(ReadOnlySpan<byte> escape) => CodeOf(escape) is >= 0xd800 and < 0xdc00;

    private static bool IsLow(ReadOnlySpan<byte> escape) => CodeOf(escape) is >= 0xdc00 and < 0xe000;

    private static int CodeOf(ReadOnlySpan<byte> escape) =>
        escape is [(byte)'\\', (byte)'u', (byte)'d' or (byte)'D', ..]
        && escape.Length >= EscapeBytes
        && int.TryParse(escape[2..EscapeBytes], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code
            : 0;
}
