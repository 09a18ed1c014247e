using System.Globalization;
using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>
/// Azure API Management's log of its gateway for language models, joined with the gateway's own log: the first has the call, the second says who
/// called. Records of a diagnostic export and rows of Log Analytics are read alike.
/// </summary>
internal sealed class ApiManagementFormat : IJoinedFormat
{
    private const int FirstFailure = 400;

    // In lower case: the export and the workspace write names in two ways.
    private static readonly string[] s_account = ["apimsubscriptionid", "userid"];

    public string Name => "apim";

    public string Title => "Azure API Management, gateway for language models";

    public bool Recognizes(JsonElement record) => KindOf(record, Flat(record)) is not null;

    public void Convert(JsonElement record, Conversion into)
    {
        var flat = Flat(record);
        var kind = KindOf(record, flat);
        if (kind is null || Text(flat, "correlationid") is not { Length: > 0 } key)
        {
            into.SetAside.Add(OtherRecord.NoCall);
            return;
        }

        into.AddPart(key, json => Write(json, kind, key, flat, record, into));
    }

    public void Join(IReadOnlyList<JsonElement> parts, Conversion into)
    {
        var calls = parts
            .Where(p => p.GetProperty("kind").ValueEquals("llm"))
            .OrderBy(p => p.GetProperty("sequence").GetInt64())
            .ThenBy(p => p.GetRawText(), StringComparer.Ordinal)
            .DistinctBy(p => p.GetProperty("sequence").GetInt64())
            .ToArray();
        if (calls.Length == 0)
        {
            into.SetAside.Add(OtherRecord.NoCall);
            return;
        }

        if (parts.Any(p => p.GetProperty("status").GetInt32() >= FirstFailure))
        {
            into.SetAside.Add(OtherRecord.Failed);
            return;
        }

        var draft = new EventDraft();
        foreach (var part in calls.Concat(parts.Where(p => p.GetProperty("kind").ValueEquals("gateway")).OrderBy(p => p.GetRawText())))
        {
            draft.Fill(part.GetProperty("event"));
        }

        draft.Set(EventField.Prompt, Messages(calls));
        into.Add(draft, calls[0]);
    }

    // A request of several pieces is one text that was cut. If a piece is missing, the rest would look like a prompt that all calls share.
    private static JsonElement? Messages(JsonElement[] calls)
    {
        var isWhole = calls.Select((c, i) => c.GetProperty("sequence").GetInt64() == i).All(isNext => isNext);
        var pieces = calls.Select(c => c.GetProperty("request")).Where(r => r.ValueKind != JsonValueKind.Null).ToArray();
        if (pieces is [{ ValueKind: JsonValueKind.Array or JsonValueKind.Object } only])
        {
            return only;
        }

        try
        {
            return isWhole && pieces.Length > 0 ? JsonElement.Parse(string.Concat(pieces.Select(p => p.ToString()))) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter json, string kind, string key, Dictionary<string, JsonElement> flat, JsonElement record, Conversion into)
    {
        var draft = new EventDraft();
        json.WriteStartObject();
        json.WriteString("kind", kind);
        json.WriteNumber("sequence", Number(flat, "sequencenumber"));
        json.WriteNumber("status", (int)Math.Clamp(Number(flat, "responsecode"), 0, int.MaxValue));
        json.WritePropertyName("request");
        if (flat.TryGetValue("requestmessages", out var request) && !(request.ValueKind == JsonValueKind.String && request.ValueEquals("")))
        {
            request.WriteTo(json);
        }
        else
        {
            json.WriteNullValue();
        }

        if (kind == "llm")
        {
            draft.Set(EventField.Id, key);
            draft.Set(EventField.Time, Value(flat, "time") ?? Value(flat, "timegenerated"));
            draft.Set(EventField.Model, Text(flat, "modelname"));
            draft.Set(EventField.Model, Text(flat, "deploymentname"));
            draft.Set(EventField.InputTokens, Value(flat, "prompttokens"));
            draft.Set(EventField.OutputTokens, Value(flat, "completiontokens"));
            draft.Set(EventField.Platform, "azure");
        }
        else
        {
            draft.Set(EventField.Ip, Text(flat, "calleripaddress"));
            draft.Set(EventField.UserAgent, Text(flat, "useragent"));
        }

        into.SetAccount(draft, record, []);
        foreach (var name in into.HasAccountPath ? [] : s_account)
        {
            draft.Set(EventField.Account, Value(flat, name));
        }

        json.WritePropertyName("event");
        draft.Write(json);
        json.WriteEndObject();
    }

    private static string? KindOf(JsonElement record, Dictionary<string, JsonElement> flat)
    {
        var named = Text(flat, "category") ?? Text(flat, "type") ?? "";
        return record.ValueKind != JsonValueKind.Object || !flat.ContainsKey("correlationid") ? null
            : named.Contains("LlmLog", StringComparison.OrdinalIgnoreCase) ? "llm"
            : named.Contains("GatewayLog", StringComparison.OrdinalIgnoreCase) ? "gateway"
            : flat.ContainsKey("sequencenumber") && flat.ContainsKey("modelname") ? "llm"
            : flat.ContainsKey("apimsubscriptionid") ? "gateway"
            : null;
    }

    // The record's members and those of its properties, which may be JSON as text, by their names in lower case.
    private static Dictionary<string, JsonElement> Flat(JsonElement record)
    {
        var flat = new Dictionary<string, JsonElement>(StringComparer.Ordinal);
        if (record.ValueKind != JsonValueKind.Object)
        {
            return flat;
        }

        Add(record, flat);
        if (flat.TryGetValue("properties", out var properties))
        {
            if (
                properties.ValueKind == JsonValueKind.String
                && new RecordPath("properties").Find(record) is { } text
                && TryParse(text, out var parsed)
            )
            {
                properties = parsed;
            }

            if (properties.ValueKind == JsonValueKind.Object)
            {
                Add(properties, flat);
            }
        }

        return flat;
    }

    private static bool TryParse(JsonElement text, out JsonElement parsed)
    {
        try
        {
            parsed = JsonElement.Parse(text.GetString()!);
            return true;
        }
        catch (JsonException)
        {
            parsed = default;
            return false;
        }
    }

    private static void Add(JsonElement members, Dictionary<string, JsonElement> flat)
    {
        foreach (var member in members.EnumerateObject().Where(m => m.Value.ValueKind != JsonValueKind.Null))
        {
            flat.TryAdd(member.Name.ToLowerInvariant(), member.Value);
        }
    }

    private static JsonElement? Value(Dictionary<string, JsonElement> flat, string name) => flat.TryGetValue(name, out var value) ? value : null;

    private static string? Text(Dictionary<string, JsonElement> flat, string name) => Value(flat, name)?.ToString();

    private static long Number(Dictionary<string, JsonElement> flat, string name) =>
        long.TryParse(Text(flat, name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
