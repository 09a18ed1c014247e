using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text.Json;

namespace Distill.Functions.Ingest;

/// <summary>
/// Cuts a request's body into events: a JSON array, or one event after another, each on a line or over several. It is lenient, so that an event costs
/// itself alone: what is wrong inside of one is the parser's business, which mends the same in both forms.
/// </summary>
internal static class SentEvents
{
    /// <summary>The most events that one request may have.</summary>
    public const int MaxCount = 500;

    // How often lines are tried in vain as the beginning of an event over several lines. Each try may read the rest of the body.
    private const int MostTries = 16;

    /// <summary>Gives the events' bytes, in order. If that fails, gives the reason in words.</summary>
    public static bool TryRead(
        ReadOnlyMemory<byte> body,
        [NotNullWhen(true)] out List<ReadOnlyMemory<byte>>? events,
        [NotNullWhen(false)] out string? fault
    )
    {
        body = Trim(body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body);
        fault = null;
        events = body.Span.StartsWith("["u8) ? OfArray(body, out fault) : OfLines(body, out fault);
        if (fault is null && events is not { Count: > 0 and <= MaxCount })
        {
            fault = $"It must hold 1 to {MaxCount} events, as a JSON array or one a line.";
        }

        events = fault is null ? events : null;
        return events is not null;
    }

    /// <summary>True for a body that was compressed and does not say so.</summary>
    public static bool IsCompressed(ReadOnlySpan<byte> body) => body is [0x1F, 0x8B, ..] or [0x28, 0xB5, 0x2F, 0xFD, ..];

    private static List<ReadOnlyMemory<byte>>? OfArray(ReadOnlyMemory<byte> body, out string? fault)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        var rest = Trim(body[1..]);
        fault = null;
        if (rest.Span.SequenceEqual("]"u8))
        {
            return events;
        }

        while (true)
        {
            var length = LengthOf(rest.Span, out var isNested);
            var one = Trim(rest[..length]);
            if (isNested || length == rest.Length || one.IsEmpty)
            {
                fault = string.Create(
                    CultureInfo.InvariantCulture,
                    $"The array can't be cut: event {events.Count}, from 0, {(one.IsEmpty ? "is missing" : "does not end")}. Send one event a line."
                );
                return null;
            }

            events.Add(one);
            var isLast = rest.Span[length] == ']';
            rest = Trim(rest[(length + 1)..]);
            if (isLast)
            {
                fault = rest.IsEmpty ? null : "Something follows the array. Send one event a line.";
                return events;
            }
        }
    }

    private static List<ReadOnlyMemory<byte>>? OfLines(ReadOnlyMemory<byte> body, out string? fault)
    {
        fault = null;
        if (IsOneObject(body.Span))
        {
            return [body];
        }

        var events = new List<ReadOnlyMemory<byte>>();
        var (hasObject, tries) = (false, MostTries);
        for (; !body.IsEmpty && events.Count <= MaxCount; body = Trim(body))
        {
            var length = NextLength(body.Span, ref tries);
            events.Add(body[..length]);
            hasObject |= body.Span is [(byte)'{', not 0, ..];
            body = Trim(body[length..]);

            // Between two events of one line.
            body = body.Span.StartsWith(","u8) ? body[1..] : body;
        }

        fault =
            hasObject || events.Count == 0
                ? null
                : "No line of it begins with an object. It must be UTF-8 text, neither compressed nor in another encoding.";
        return events;
    }

    // The length of the next event: an object that other objects may follow on its line, an object over several lines, or else the line.
    private static int NextLength(ReadOnlySpan<byte> body, ref int tries)
    {
        var end = body.IndexOf((byte)'\n');
        var line = end < 0 ? body : body[..end];
        if (EndOf(line) is > 0 and var length)
        {
            var rest = line[length..].TrimStart(" \t\r"u8);
            rest = rest.StartsWith(","u8) ? rest[1..].TrimStart(" \t\r"u8) : rest;
            return rest.StartsWith("{"u8) ? length : line.Length;
        }

        // One that breaks off inside a line is no whole object, so the lines after it stay events of their own.
        if (end > 0 && line.StartsWith("{"u8) && tries > 0)
        {
            if (EndOf(body) is > 0 and var whole && IsJson(body[..whole]))
            {
                return whole;
            }

            tries--;
        }

        return line.Length;
    }

    private static bool IsOneObject(ReadOnlySpan<byte> body) => body.Contains((byte)'\n') && EndOf(body) == body.Length;

    private static bool IsJson(ReadOnlySpan<byte> text)
    {
        var json = new Utf8JsonReader(text, new JsonReaderOptions { MaxDepth = int.MaxValue });
        try
        {
            while (json.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // The length of the object with which a text begins; 0 if it begins with none, or the object does not end.
    private static int EndOf(ReadOnlySpan<byte> text)
    {
        if (!text.StartsWith("{"u8))
        {
            return 0;
        }

        var (depth, isString) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            var b = text[i];
            if (isString)
            {
                i += b == '\\' ? 1 : 0;
                isString = b != '"';
            }
            else if (b is (byte)'{' or (byte)'[')
            {
                depth++;
            }
            else if (b is (byte)'}' or (byte)']' && --depth == 0)
            {
                return i + 1;
            }
            else
            {
                isString = b == '"';
            }
        }

        return 0;
    }

    // The length up to the comma or bracket after a value, or to the end. Strings and nested values are passed over.
    private static int LengthOf(ReadOnlySpan<byte> json, out bool isNested)
    {
        var (depth, isString) = (0, false);
        for (var i = 0; i < json.Length; i++)
        {
            var b = json[i];
            if (isString)
            {
                i += b == '\\' ? 1 : 0;
                isString = b != '"';
            }
            else if (b is (byte)'{' or (byte)'[')
            {
                depth++;
            }
            else if (depth > 0 && (b is (byte)'}' or (byte)']'))
            {
                depth--;
            }
            else if (depth == 0 && (b is (byte)',' or (byte)']'))
            {
                isNested = false;
                return i;
            }
            else
            {
                isString = b == '"';
            }
        }

        isNested = depth > 0 || isString;
        return json.Length;
    }

    private static ReadOnlyMemory<byte> Trim(ReadOnlyMemory<byte> text)
    {
        var start = text.Length - text.Span.TrimStart(" \t\r\n"u8).Length;
        return text.Slice(start, text.Span.Trim(" \t\r\n"u8).Length);
    }
}
