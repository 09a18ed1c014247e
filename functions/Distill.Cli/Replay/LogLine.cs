using System.Text.Json;
using Distill.Core.Events;

namespace Distill.Cli.Replay;

/// <summary>What the replay needs of a line: its time and its account. It looks at nothing else.</summary>
/// <param name="Micros">Event time, microseconds since 1970-01-01 UTC; null if the line has none.</param>
/// <param name="Account">The partition key; null if the line names none.</param>
/// <param name="IsCall">It is a call, not a fact.</param>
internal readonly record struct LogLine(long? Micros, string? Account, bool IsCall)
{
    private const int MaxTime = 128;

    public static LogLine Read(ReadOnlySpan<byte> utf8)
    {
        var line = default(LogLine);
        try
        {
            var json = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
            if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                line = Take(ref json, line);
            }

            return line;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or not valid UTF-8. It is sent all the same, as a line without time and account.
            return default;
        }
    }

    private static LogLine Take(ref Utf8JsonReader json, LogLine line)
    {
        var isTime = json.ValueTextEquals("time"u8);
        var isAccount = json.ValueTextEquals("account"u8);
        var isType = json.ValueTextEquals("type"u8);
        json.Read();
        if (json.TokenType != JsonTokenType.String && !(isTime && json.TokenType == JsonTokenType.Number))
        {
            json.Skip();
            return line;
        }

        return isTime && TryTime(in json, out var time)
                ? line with
                {
                    Micros = (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond,
                }
            : isAccount && json.GetString() is { Length: > 0 } account ? line with { Account = account }
            : isType ? line with { IsCall = json.ValueTextEquals("call"u8) }
            : line;
    }

    private static bool TryTime(ref readonly Utf8JsonReader json, out DateTimeOffset time)
    {
        Span<byte> text = stackalloc byte[MaxTime];
        time = default;
        return json.ValueSpan.Length <= MaxTime
            && EventTime.TryParse(json.TokenType == JsonTokenType.Number ? json.ValueSpan : text[..json.CopyString(text)], out time);
    }
}
