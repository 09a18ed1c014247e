using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Verdicts;

namespace Distill.Contracts.Json;

/// <summary>How values for people and programs outside are written: on one line, names in camelCase, ids and times as the API has them.</summary>
public static class CompactJson
{
    /// <summary>Options for one compiled context. Each context needs its own.</summary>
    public static JsonSerializerOptions NewOptions() =>
        new()
        {
            PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
            // Details are sentences, so quotes and plus signs stay readable. The answers are application/json, and never part of a page.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            Converters = { new AccountIdJson(), new ClusterIdJson(), new OperationIdJson(), new LevelJson(), new ActionJson(), new UtcJson() },
        };
}

internal sealed class AccountIdJson : JsonConverter<AccountId>
{
    public override AccountId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        AccountId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not an account id.");

    public override void Write(Utf8JsonWriter writer, AccountId value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
}

internal sealed class ClusterIdJson : JsonConverter<ClusterId>
{
    public override ClusterId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        ClusterId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not a cluster id.");

    public override void Write(Utf8JsonWriter writer, ClusterId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class OperationIdJson : JsonConverter<OperationId>
{
    public override OperationId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        OperationId.TryParse(reader.GetString(), null, out var id) ? id : throw new JsonException("Not an operation id.");

    public override void Write(Utf8JsonWriter writer, OperationId value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}

internal sealed class LevelJson : JsonConverter<VerdictLevel>
{
    public override VerdictLevel Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        VerdictNames.Level(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, VerdictLevel value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name());
}

internal sealed class ActionJson : JsonConverter<VerdictAction>
{
    public override VerdictAction Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        VerdictNames.Action(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, VerdictAction value, JsonSerializerOptions options) => writer.WriteStringValue(value.Name());
}

/// <summary>Times in UTC with a Z, as in events.</summary>
internal sealed class UtcJson : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetDateTimeOffset().ToUniversalTime();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}
