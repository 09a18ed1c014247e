using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Mapping;
using static Distill.Logs.Formats.OtlpAttributes;

namespace Distill.Logs.Formats;

/// <summary>
/// OpenTelemetry's GenAI conventions in OTLP: spans and log records, of all three generations. What belongs to one span makes one call, wherever it
/// stands.
/// </summary>
internal sealed class OtlpFormat : IJoinedFormat
{
    // The last three are of SDKs that name users in their own way: OpenLLMetry and Langfuse.
    private static readonly RecordPath[] s_account =
    [
        new("user.id"),
        new("enduser.id"),
        new("user.hash"),
        new("user.name"),
        new("traceloop.association.properties.user_id"),
        new("langfuse.user.id"),
        new("langfuse.trace.user_id"),
    ];

    private static readonly (EventField Field, string[] Names)[] s_fields =
    [
        (EventField.Id, ["gen_ai.response.id"]),
        (EventField.Model, ["gen_ai.response.model", "gen_ai.request.model"]),
        (EventField.Platform, ["gen_ai.provider.name", "gen_ai.system"]),
        (EventField.InputTokens, ["gen_ai.usage.input_tokens", "gen_ai.usage.prompt_tokens"]),
        (EventField.OutputTokens, ["gen_ai.usage.output_tokens", "gen_ai.usage.completion_tokens"]),
        (EventField.Ip, ["client.address", "source.address"]),
        (EventField.UserAgent, ["user_agent.original", "http.user_agent"]),
        (EventField.Tools, ["gen_ai.tool.definitions"]),
        (EventField.System, ["gen_ai.system_instructions"]),
        (EventField.Prompt, ["gen_ai.input.messages", "gen_ai.prompt"]),
    ];

    public string Name => "otlp";

    public string Title => "OpenTelemetry GenAI over OTLP";

    public bool Recognizes(JsonElement record) =>
        record.ValueKind == JsonValueKind.Object
        && (
            record.TryGetProperty("resourceSpans", out _)
            || record.TryGetProperty("resourceLogs", out _)
            || record.TryGetProperty("resourceMetrics", out _)
        );

    public void Convert(JsonElement record, Conversion into)
    {
        foreach (var ofResource in Elements(Member(record, "resourceSpans")))
        {
            var resource = Resource(ofResource, into);
            foreach (var span in Elements(Member(ofResource, "scopeSpans")).SelectMany(s => Elements(Member(s, "spans"))))
            {
                AddSpan(span, resource, into);
            }
        }

        foreach (var ofResource in Elements(Member(record, "resourceLogs")))
        {
            var resource = Resource(ofResource, into);
            foreach (var log in Elements(Member(ofResource, "scopeLogs")).SelectMany(s => Elements(Member(s, "logRecords"))))
            {
                AddLog(log, resource, into);
            }
        }

        if (Member(record, "resourceMetrics") is not null)
        {
            into.SetAside.Add(OtherRecord.NoCall);
        }
        else if (!Recognizes(record))
        {
            // Nobody knows what it is. As an event without anything it counts as unread.
            into.Add(new EventDraft(), record);
        }
    }

    public void Join(IReadOnlyList<JsonElement> parts, Conversion into)
    {
        var whole = parts.Where(p => OtlpPart.RankOf(p) < OtlpPart.Message).ToArray();
        if (whole.Select(OtlpPart.AsideOf).FirstOrDefault(a => a is not null) is { } kind)
        {
            into.SetAside.Add(kind);
            return;
        }

        var draft = new EventDraft();
        foreach (var part in parts.OrderBy(OtlpPart.RankOf).ThenBy(OtlpPart.TimeOf, StringComparer.Ordinal))
        {
            draft.Fill(part.GetProperty("event"));
        }

        // A record of messages alone tells neither the model nor the usage. It stays without them, and is counted as unread.
        draft.Set(EventField.Id, OtlpPart.SpanOf(parts[0]));
        draft.Set(EventField.Prompt, OtlpPart.Messages(parts));
        into.Add(draft, parts[0]);
    }

    // The body is a list of members, or JSON as text.
    private static JsonElement BodyOf(JsonElement log, Conversion into)
    {
        var any = Member(log, "body") ?? default;
        return Member(any, "kvlistValue") is { } list ? Of(Member(list, "values"), into)
            : Member(any, "stringValue") is { ValueKind: JsonValueKind.String } text && RecordJson.InText(text) is { } inner ? inner
            : Of(null, into);
    }

    // The members of two objects. Of two with one name the first counts.
    private static JsonElement Both(JsonElement first, JsonElement second) =>
        second.EnumerateObject().Any()
            ? JsonSerializer.SerializeToElement(
                first.EnumerateObject().Concat(second.EnumerateObject()).DistinctBy(m => m.Name).ToDictionary(m => m.Name, m => m.Value)
            )
            : first;

    private static JsonElement Resource(JsonElement ofResource, Conversion into) =>
        Of(Member(ofResource, "resource") is { } resource ? Member(resource, "attributes") : null, into);

    private static void AddSpan(JsonElement span, JsonElement resource, Conversion into)
    {
        var attributes = Of(Member(span, "attributes"), into);
        if (!IsGenAi(attributes))
        {
            into.SetAside.Add(OtherRecord.NoCall);
            return;
        }

        var draft = DraftOf(attributes, resource, Member(span, "startTimeUnixNano"), into);
        draft.Set(EventField.Prompt, OtlpPart.IndexedMessages(attributes, into));
        var events = Elements(Member(span, "events"))
            .Select(e => (Name: Member(e, "name")?.ToString(), Attributes: Of(Member(e, "attributes"), into)))
            .ToArray();
        foreach (var (_, inner) in events.Where(e => !OtlpPart.IsMessage(e.Name)))
        {
            draft.Set(EventField.Prompt, Member(inner, "gen_ai.input.messages") ?? Member(inner, "gen_ai.prompt"));
        }

        var messages = events.Where(e => OtlpPart.IsMessage(e.Name)).Select(e => (e.Name!, e.Attributes)).ToArray();
        draft.Set(EventField.Prompt, OtlpPart.MessagesOf(messages, into));
        Add(span, OtlpPart.Span, AsideOf(attributes, HasFailed(span)), draft, into);
    }

    private static void AddLog(JsonElement log, JsonElement resource, Conversion into)
    {
        var body = BodyOf(log, into);
        var own = Of(Member(log, "attributes"), into);
        var attributes = Both(own, body);
        var name = Member(log, "eventName")?.ToString() ?? Member(attributes, "event.name")?.ToString();
        var time = Member(log, "timeUnixNano") is { } stated && stated.ToString() != "0" ? stated : Member(log, "observedTimeUnixNano");
        if (OtlpPart.IsMessage(name) && OtlpPart.KeyOf(log).Length == 0)
        {
            // Nobody knows which call it belongs to.
            into.SetAside.Add(OtherRecord.NoCall);
        }
        else if (OtlpPart.IsMessage(name))
        {
            var draft = new EventDraft();
            into.SetAccount(draft, attributes, s_account);
            into.SetAccount(draft, resource, s_account);
            into.AddPart(OtlpPart.KeyOf(log), json => OtlpPart.WriteMessage(json, log, draft, (name!, Both(body, own))));
        }
        else if (name == "gen_ai.choice")
        {
            // An answer of the first generation. The span tells what is needed of it.
            return;
        }
        else if (name is null || !name.StartsWith("gen_ai.", StringComparison.Ordinal) || !IsGenAi(attributes))
        {
            into.SetAside.Add(OtherRecord.NoCall);
        }
        else
        {
            Add(log, OtlpPart.Details, AsideOf(attributes, hasFailed: false), DraftOf(attributes, resource, time, into), into);
        }
    }

    private static void Add(JsonElement item, int rank, OtherRecord? aside, EventDraft draft, Conversion into)
    {
        if (OtlpPart.KeyOf(item) is { Length: > 0 } key)
        {
            into.AddPart(key, json => OtlpPart.Write(json, item, rank, draft, aside));
        }
        else if (aside is { } kind)
        {
            into.SetAside.Add(kind);
        }
        else
        {
            into.Add(draft, item);
        }
    }

    // What stands at the item itself goes before what its resource says of all.
    private static EventDraft DraftOf(JsonElement attributes, JsonElement resource, JsonElement? time, Conversion into)
    {
        var draft = new EventDraft();
        draft.Set(EventField.Time, time);
        foreach (var from in (ReadOnlySpan<JsonElement>)[attributes, resource])
        {
            into.SetAccount(draft, from, s_account);
            foreach (var (field, names) in s_fields)
            {
                foreach (var name in names)
                {
                    draft.Set(field, Member(from, name));
                }
            }
        }

        return draft;
    }

    private static bool IsGenAi(JsonElement attributes) =>
        Member(attributes, "gen_ai.request.model") is not null
        || Member(attributes, "gen_ai.response.model") is not null
        || Member(attributes, "gen_ai.operation.name") is not null;

    // A span says so by the code of its status, as a number or a name.
    private static bool HasFailed(JsonElement span) =>
        Member(span, "status") is { } status && Member(status, "code")?.ToString() is "2" or "STATUS_CODE_ERROR";

    private static OtherRecord? AsideOf(JsonElement attributes, bool hasFailed) =>
        Member(attributes, "gen_ai.operation.name")?.ToString() switch
        {
            "embeddings" => OtherRecord.Embedding,
            null or "chat" or "text_completion" or "generate_content" or "completion" => Member(attributes, "error.type") is null && !hasFailed
                ? null
                : OtherRecord.Failed,
            // The span of an agent or a tool holds the spans of its calls.
            _ => OtherRecord.NoCall,
        };
}
