using System.Globalization;
using System.Text.Json;
using Distill.Logs.Mapping;
using static Distill.Logs.Formats.OtlpAttributes;

namespace Distill.Logs.Formats;

/// <summary>A part of a call in OTLP: the span, the event with the call's details, or an event for each message (the first generation).</summary>
internal static class OtlpPart
{
    /// <summary>Ranks of parts. Of two parts with one field the lower rank counts.</summary>
    public const int Span = 0,
        Details = 1,
        Message = 2;

    // Most messages of one call that stand in numbered attributes.
    private const int MostIndexed = 4096;

    private static readonly string[] s_messages = ["gen_ai.user.message", "gen_ai.system.message", "gen_ai.assistant.message", "gen_ai.tool.message"];

    public static bool IsMessage(string? name) => Array.IndexOf(s_messages, name) >= 0;

    /// <summary>Returns what the parts of one call have in common. Empty when the item belongs to no span: an id of zeros is none.</summary>
    public static string KeyOf(JsonElement item) =>
        Member(item, "spanId")?.ToString() is { } span && span.AsSpan().ContainsAnyExcept('0')
            ? $"{Member(item, "traceId")}/{span}".ToLowerInvariant()
            : "";

    public static int RankOf(JsonElement part) => part.GetProperty("rank").GetInt32();

    public static string TimeOf(JsonElement part) => part.GetProperty("time").GetString()!;

    public static string SpanOf(JsonElement part) => part.GetProperty("span").GetString()!;

    public static OtherRecord? AsideOf(JsonElement part) =>
        Member(part, "aside") is { } aside && OtherRecordNames.Parse(aside.GetString()!) is { } kind ? kind : null;

    public static void Write(Utf8JsonWriter json, JsonElement item, int rank, EventDraft draft, OtherRecord? aside)
    {
        json.WriteStartObject();
        WriteHead(json, item, rank, draft);
        if (aside is { } kind)
        {
            json.WriteString("aside", kind.Name());
        }

        json.WriteEndObject();
    }

    public static void WriteMessage(Utf8JsonWriter json, JsonElement item, EventDraft draft, (string Name, JsonElement Attributes) message)
    {
        json.WriteStartObject();
        WriteHead(json, item, Message, draft);
        json.WritePropertyName("message");
        WriteMessage(json, message.Name, message.Attributes);
        json.WriteEndObject();
    }

    /// <summary>Returns the messages among the parts as a conversation. Null when there is none.</summary>
    public static JsonElement? Messages(IEnumerable<JsonElement> parts)
    {
        var messages = parts.Where(p => RankOf(p) == Message).OrderBy(TimeOf, StringComparer.Ordinal).Select(p => p.GetProperty("message")).ToArray();
        return messages.Length == 0 ? null : JsonSerializer.SerializeToElement(messages);
    }

    /// <summary>Returns events of messages as a conversation. Null when there is none.</summary>
    public static JsonElement? MessagesOf(IReadOnlyCollection<(string Name, JsonElement Attributes)> events, Conversion into) =>
        events.Count == 0 ? null : into.Element(json => WriteMessages(json, events));

    /// <summary>Returns the messages that some SDKs number in attributes: gen_ai.prompt.0.role, gen_ai.prompt.0.content.</summary>
    public static JsonElement? IndexedMessages(JsonElement attributes, Conversion into)
    {
        var messages = new List<(string Name, JsonElement Attributes)>();
        for (var i = 0; i < MostIndexed; i++)
        {
            var prefix = string.Create(CultureInfo.InvariantCulture, $"gen_ai.prompt.{i}.");
            if (Member(attributes, prefix + "content") is not { } content)
            {
                break;
            }

            var message = new Dictionary<string, JsonElement> { ["content"] = content };
            messages.Add(($"gen_ai.{Member(attributes, prefix + "role")?.ToString() ?? "user"}.message", JsonSerializer.SerializeToElement(message)));
        }

        return MessagesOf(messages, into);
    }

    private static void WriteHead(Utf8JsonWriter json, JsonElement item, int rank, EventDraft draft)
    {
        json.WriteNumber("rank", rank);
        json.WriteString("time", (Member(item, "startTimeUnixNano") ?? Member(item, "timeUnixNano"))?.ToString() ?? "");
        json.WriteString("span", Member(item, "spanId")?.ToString() ?? "");
        json.WritePropertyName("event");
        draft.Write(json);
    }

    private static void WriteMessages(Utf8JsonWriter json, IEnumerable<(string Name, JsonElement Attributes)> messages)
    {
        json.WriteStartArray();
        foreach (var (name, attributes) in messages)
        {
            WriteMessage(json, name, attributes);
        }

        json.WriteEndArray();
    }

    private static void WriteMessage(Utf8JsonWriter json, string name, JsonElement attributes)
    {
        json.WriteStartObject();
        json.WriteString("role", name["gen_ai.".Length..^".message".Length]);
        json.WritePropertyName("content");
        if ((Member(attributes, "content") ?? Member(attributes, "gen_ai.event.content")) is { } content)
        {
            content.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }

        json.WriteEndObject();
    }
}
