using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Distill.Functions.Tests.Otlp;

/// <summary>Requests of OpenTelemetry's protocol in JSON.</summary>
internal static class OtlpJson
{
    /// <summary>A span of a call.</summary>
    /// <param name="id">The call's number. Its parts have the same one.</param>
    /// <param name="more">Further attributes; a null takes one away.</param>
    public static JsonObject Span(int id, params (string Name, object? Value)[] more)
    {
        var span = Ids(id);
        span["name"] = "chat m-1";
        span["startTimeUnixNano"] = Nanos(id, 0);
        span["attributes"] = Attributes(Call(id, more));
        return span;
    }

    /// <summary>The event with a call's details, a second later.</summary>
    public static JsonObject Details(int id, params (string Name, object? Value)[] more)
    {
        var log = Ids(id);
        log["eventName"] = "gen_ai.client.inference.operation.details";
        log["timeUnixNano"] = Nanos(id, 1);
        log["attributes"] = Attributes(Call(id, more));
        return log;
    }

    /// <summary>A message of the first generation.</summary>
    public static JsonObject Message(int id, string role, string content, double second = 0)
    {
        var log = Ids(id);
        log["timeUnixNano"] = Nanos(id, second);
        log["attributes"] = Attributes([("event.name", $"gen_ai.{role}.message")]);
        log["body"] = new JsonObject { ["kvlistValue"] = new JsonObject { ["values"] = Attributes([("content", content)]) } };
        return log;
    }

    public static (string Path, string Body) Traces(params JsonObject[] spans) =>
        ("v1/traces", Export("resourceSpans", "scopeSpans", "spans", spans));

    public static (string Path, string Body) Records(params JsonObject[] records) =>
        ("v1/logs", Export("resourceLogs", "scopeLogs", "logRecords", records));

    public static string Prompt(string text) =>
        JsonSerializer.Serialize(new[] { new { role = "user", parts = new[] { new { type = "text", content = text } } } });

    private static string Export(string resources, string scopes, string items, JsonObject[] content) =>
        new JsonObject
        {
            [resources] = new JsonArray(
                new JsonObject
                {
                    ["resource"] = new JsonObject { ["attributes"] = Attributes([("service.name", "gateway")]) },
                    [scopes] = new JsonArray(new JsonObject { [items] = new JsonArray([.. content.Select(c => c.DeepClone())]) }),
                }
            ),
        }.ToJsonString();

    private static (string Name, object? Value)[] Call(int id, (string Name, object? Value)[] more) => [.. new Dictionary<string, object?>(
                new (string Name, object? Value)[]
                {
                    ("gen_ai.operation.name", "chat"),
                    ("gen_ai.request.model", "m-1"),
                    ("gen_ai.response.id", $"resp-{id}"),
                    ("gen_ai.usage.input_tokens", 812),
                    ("user.id", $"acct_{id % 3}"),
                }
                    .Concat(more)
                    .GroupBy(p => p.Name)
                    .Select(g => KeyValuePair.Create(g.Key, g.Last().Value))
            ).Where(p => p.Value is not null).Select(p => (p.Key, p.Value))];

    private static JsonArray Attributes((string Name, object? Value)[] pairs) =>
        [
            .. pairs.Select(p => new JsonObject
            {
                ["key"] = p.Name,
                ["value"] = p.Value is int number
                    ? new JsonObject { ["intValue"] = number.ToString(CultureInfo.InvariantCulture) }
                    : new JsonObject { ["stringValue"] = $"{p.Value}" },
            }),
        ];

    private static JsonObject Ids(int id) =>
        new() { ["traceId"] = id.ToString("x32", CultureInfo.InvariantCulture), ["spanId"] = (id + 1).ToString("x16", CultureInfo.InvariantCulture) };

    private static string Nanos(int id, double second) =>
        ((Some.Start.AddMinutes(id).AddSeconds(second) - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture);
}
