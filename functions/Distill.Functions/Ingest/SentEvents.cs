using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Distill.Functions.Ingest;

/// <summary>Cuts a request's body into events: a JSON array, or one event a line.</summary>
internal static class SentEvents
{
    /// <summary>The most events that one request may have.</summary>
    public const int MaxCount = 500;

    /// <summary>Gives the events' bytes, in order. False if there are none or too many, or the array is not well formed.</summary>
    public static bool TryRead(ReadOnlyMemory<byte> body, [NotNullWhen(true)] out List<ReadOnlyMemory<byte>>? events)
    {
        body = body.Span.StartsWith("\uFEFF"u8) ? body[3..] : body;
        try
        {
            events = body.Span.TrimStart(" \t\r\n"u8).StartsWith("["u8) ? OfArray(body) : OfLines(body);
            return events.Count is > 0 and <= MaxCount;
        }
        catch (JsonException)
        {
            events = null;
            return false;
        }
    }

    private static List<ReadOnlyMemory<byte>> OfArray(ReadOnlyMemory<byte> body)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        var reader = new Utf8JsonReader(body.Span);
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            reader.Skip();
            events.Add(body[start..(int)reader.BytesConsumed]);
        }

        // Nothing may follow the array.
        reader.Read();
        return events;
    }

    private static List<ReadOnlyMemory<byte>> OfLines(ReadOnlyMemory<byte> body)
    {
        var events = new List<ReadOnlyMemory<byte>>();
        while (!body.IsEmpty)
        {
            var end = body.Span.IndexOf((byte)'\n');
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                events.Add(line);
            }
        }

        return events;
    }
}
