using System.Text.Json;

namespace Distill.Logs.Exports;

/// <summary>
/// Checks that JSON is a request of OpenTelemetry's protocol of one kind. What is wrong in one span or record costs that one alone.
/// </summary>
/// <remarks>https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding</remarks>
internal static class OtlpDocument
{
    private static readonly OtlpLists s_spans = new("resourceSpans", "scopeSpans", "spans", "spans", "/v1/traces");
    private static readonly OtlpLists s_logs = new("resourceLogs", "scopeLogs", "logRecords", "log records", "/v1/logs");

    /// <summary>Counts the spans or records that are no objects with a list of attributes.</summary>
    /// <param name="root">The document.</param>
    /// <param name="isSpans">Whether it must hold spans; otherwise log records.</param>
    /// <exception cref="InvalidDataException">It is no such document.</exception>
    public static int CountMalformed(JsonElement root, bool isSpans)
    {
        var (own, other) = isSpans ? (s_spans, s_logs) : (s_logs, s_spans);
        if (root.ValueKind != JsonValueKind.Object)
        {
            throw new InvalidDataException("It is no JSON object.");
        }

        if (root.TryGetProperty(other.Resources, out _))
        {
            throw Wrong(other);
        }

        // A sender may have nothing to say.
        if (root.GetPropertyCount() > 0 && !root.TryGetProperty(own.Resources, out _))
        {
            throw new InvalidDataException($"It has no {own.Resources}.");
        }

        var items = Objects([root], own.Resources);
        items = Objects(items, own.Scopes);
        return items.SelectMany(s => List(s, own.Items)).Count(i => !IsItem(i));
    }

    /// <summary>The refusal of a document of the other kind.</summary>
    /// <param name="holdsSpans">Whether it holds spans; otherwise log records.</param>
    public static InvalidDataException Wrong(bool holdsSpans) => Wrong(holdsSpans ? s_spans : s_logs);

    private static InvalidDataException Wrong(OtlpLists holds) => new($"It holds {holds.Words}. Send them to {holds.Path}.");

    private static IEnumerable<JsonElement> Objects(IEnumerable<JsonElement> of, string name) =>
        of.SelectMany(o => List(o, name))
            .Select(o => o.ValueKind == JsonValueKind.Object ? o : throw new InvalidDataException($"{name} holds something that is no object."));

    private static IEnumerable<JsonElement> List(JsonElement of, string name)
    {
        if (!of.TryGetProperty(name, out var list) || list.ValueKind == JsonValueKind.Null)
        {
            yield break;
        }

        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException($"{name} is no list.");
        }

        foreach (var element in list.EnumerateArray())
        {
            yield return element;
        }
    }

    private static bool IsItem(JsonElement item) =>
        item.ValueKind == JsonValueKind.Object
        && (!item.TryGetProperty("attributes", out var list) || list.ValueKind is JsonValueKind.Array or JsonValueKind.Null);

    private sealed record OtlpLists(string Resources, string Scopes, string Items, string Words, string Path);
}
