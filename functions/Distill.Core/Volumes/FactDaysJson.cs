using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Volumes;

/// <summary>Days of facts as JSON, for the store.</summary>
public static class FactDaysJson
{
    /// <summary>Returns one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(IReadOnlyList<FactDay> days) =>
        JsonSerializer.SerializeToUtf8Bytes(days, FactDaysJsonContext.Compact.IReadOnlyListFactDay);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no days.</exception>
    public static IReadOnlyList<FactDay> Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, FactDaysJsonContext.Compact.IReadOnlyListFactDay) ?? throw new JsonException("Days must be a JSON array.");
}

/// <summary>Serializer metadata of days of facts.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<FactDay>))]
internal sealed partial class FactDaysJsonContext : JsonSerializerContext
{
    public static FactDaysJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
