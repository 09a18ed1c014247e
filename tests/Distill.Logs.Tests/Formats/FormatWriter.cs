using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Parquet.Schema;
using Parquet.Serialization;

namespace Distill.Logs.Tests.Formats;

/// <summary>Writes calls of ours in the formats of others.</summary>
internal static class FormatWriter
{
    private const int SpansPerExport = 100;

    /// <summary>A call with only some fields, as precise as the format is.</summary>
    public static JsonElement Reduced(JsonElement call, string[] fields, string format)
    {
        var reduced = new JsonObject { ["type"] = "call" };
        foreach (var field in fields.Where(f => call.TryGetProperty(f, out _)))
        {
            reduced[field] = JsonNode.Parse(call.GetProperty(field).GetRawText());
        }

        if (format == "bedrock")
        {
            reduced["time"] = Time(call).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            reduced["platform"] = "bedrock";
        }

        return JsonElement.Parse(reduced.ToJsonString());
    }

    public static async Task<byte[]> WriteAsync(JsonElement[] calls, string format) =>
        format switch
        {
            "otlp" => Lines(calls.Chunk(SpansPerExport).Select(c => Export(c).ToJsonString())),
            "otlpProtobuf" => [.. calls.Chunk(SpansPerExport).SelectMany(c => OtlpEncoder.Export(Export(c)))],
            "litellm" => Lines(calls.Select(c => LiteLlm(c).ToJsonString())),
            "bedrock" => Lines(calls.Select(c => Bedrock(c).ToJsonString())),
            "csv" => Lines(Csv(calls)),
            "parquet" => await ParquetAsync(calls),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };

    private static byte[] Lines(IEnumerable<string> lines) => Encoding.UTF8.GetBytes(string.Concat(lines.Select(l => l + "\n")));

    private static DateTimeOffset Time(JsonElement call) => call.GetProperty("time").GetDateTimeOffset();

    private static string? Text(JsonElement call, string field) => call.TryGetProperty(field, out var value) ? value.ToString() : null;

    private static JsonObject Export(JsonElement[] calls) =>
        new()
        {
            ["resourceSpans"] = new JsonArray(
                new JsonObject
                {
                    ["resource"] = new JsonObject { ["attributes"] = new JsonArray() },
                    ["scopeSpans"] = new JsonArray(new JsonObject { ["spans"] = new JsonArray([.. calls.Select(Span)]) }),
                }
            ),
        };

    private static JsonObject Span(JsonElement call)
    {
        var id = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(call.GetRawText())));
        var attributes = new JsonArray(
            Attribute("gen_ai.operation.name", "chat"),
            Attribute("gen_ai.request.model", Text(call, "model")!),
            Attribute("gen_ai.response.id", Text(call, "id")!),
            Attribute("user.id", Text(call, "account")!),
            Attribute(
                "gen_ai.input.messages",
                new JsonArray(
                    new JsonObject
                    {
                        ["role"] = "user",
                        ["parts"] = new JsonArray(new JsonObject { ["type"] = "text", ["content"] = Text(call, "prompt") }),
                    }
                ).ToJsonString()
            )
        );
        foreach (var (field, name) in new[] { ("platform", "gen_ai.provider.name"), ("ip", "client.address"), ("userAgent", "user_agent.original") })
        {
            if (Text(call, field) is { } value)
            {
                attributes.Add(Attribute(name, value));
            }
        }

        attributes.Add(Number("gen_ai.usage.input_tokens", call, "inputTokens"));
        attributes.Add(Number("gen_ai.usage.output_tokens", call, "outputTokens"));
        return new JsonObject
        {
            ["traceId"] = id[..32],
            ["spanId"] = id[32..48],
            ["name"] = "chat",
            ["startTimeUnixNano"] = ((Time(call) - DateTimeOffset.UnixEpoch).Ticks * 100).ToString(CultureInfo.InvariantCulture),
            ["attributes"] = attributes,
        };
    }

    private static JsonObject Attribute(string key, string value) =>
        new()
        {
            ["key"] = key,
            ["value"] = new JsonObject { ["stringValue"] = value },
        };

    private static JsonObject Number(string key, JsonElement call, string field) =>
        new()
        {
            ["key"] = key,
            ["value"] = new JsonObject { ["intValue"] = Text(call, field) ?? "0" },
        };

    private static JsonObject LiteLlm(JsonElement call) =>
        new()
        {
            ["id"] = Text(call, "id"),
            ["call_type"] = "acompletion",
            ["startTime"] = (Time(call) - DateTimeOffset.UnixEpoch).Ticks / 1e7m,
            ["model"] = Text(call, "model"),
            ["prompt_tokens"] = call.GetProperty("inputTokens").GetInt32(),
            ["completion_tokens"] = call.GetProperty("outputTokens").GetInt32(),
            ["requester_ip_address"] = Text(call, "ip"),
            ["status"] = "success",
            ["metadata"] = new JsonObject { ["user_api_key_hash"] = Text(call, "account"), ["user_api_key_team_id"] = Text(call, "reseller") },
            ["messages"] = Messages(call),
        };

    private static JsonObject Bedrock(JsonElement call) =>
        new()
        {
            ["schemaType"] = "ModelInvocationLog",
            ["timestamp"] = Text(call, "time"),
            ["identity"] = new JsonObject { ["arn"] = Text(call, "account") },
            ["requestId"] = Text(call, "id"),
            ["operation"] = "InvokeModel",
            ["modelId"] = Text(call, "model"),
            ["input"] = new JsonObject
            {
                ["inputBodyJson"] = new JsonObject { ["messages"] = Messages(call) },
                ["inputTokenCount"] = call.GetProperty("inputTokens").GetInt32(),
            },
            ["output"] = new JsonObject { ["outputTokenCount"] = call.GetProperty("outputTokens").GetInt32() },
        };

    private static JsonArray Messages(JsonElement call) =>
        new(
            new JsonObject { ["role"] = "system", ["content"] = "Be brief." },
            new JsonObject { ["role"] = "user", ["content"] = Text(call, "prompt") }
        );

    private static string[] Columns(JsonElement[] calls) => [.. calls.SelectMany(c => c.EnumerateObject().Select(p => p.Name)).Distinct()];

    private static IEnumerable<string> Csv(JsonElement[] calls)
    {
        var columns = Columns(calls);
        return calls.Select(c => string.Join(',', columns.Select(n => Quoted(Text(c, n) ?? "")))).Prepend(string.Join(',', columns));
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny("\",\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;

    private static async Task<byte[]> ParquetAsync(JsonElement[] calls)
    {
        var columns = Columns(calls);
        var schema = new ParquetSchema([.. columns.Select(c => new DataField<string>(c, nullable: true))]);
        var rows = calls.Select(c => columns.ToDictionary(n => n, n => (object?)Text(c, n))).ToArray<IDictionary<string, object?>>();
        using var file = new MemoryStream();
        await ParquetSerializer.SerializeUntypedAsync(rows, schema, file);
        return file.ToArray();
    }
}
