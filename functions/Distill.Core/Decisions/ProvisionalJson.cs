using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts;
using Distill.Contracts.Json;

namespace Distill.Core.Decisions;

/// <summary>Provisional verdicts as JSON, for the store.</summary>
public static class ProvisionalJson
{
    /// <summary>Returns UTF-8 JSON.</summary>
    public static byte[] Write(IReadOnlyList<ProvisionalVerdict> verdicts) =>
        JsonSerializer.SerializeToUtf8Bytes([.. verdicts], ProvisionalJsonContext.Compact.ProvisionalVerdictArray);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no provisional verdicts.</exception>
    public static IReadOnlyList<ProvisionalVerdict> Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ProvisionalJsonContext.Compact.ProvisionalVerdictArray) ?? throw new JsonException("It must be an array.");
}

/// <summary>Serializer metadata of provisional verdicts.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(ProvisionalVerdict[]))]
internal sealed partial class ProvisionalJsonContext : JsonSerializerContext
{
    public static ProvisionalJsonContext Compact { get; } = new(CompactJson.NewOptions());
}

/// <summary>An hour as yyyyMMddHH.</summary>
internal sealed class HourJson : JsonConverter<Hour>
{
    public override Hour Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => Hour.Parse(reader.GetString() ?? "");

    public override void Write(Utf8JsonWriter writer, Hour value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
}
