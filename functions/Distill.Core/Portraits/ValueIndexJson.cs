using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Portraits;

/// <summary>Values of an index as JSON, for the store. Equal values give equal bytes.</summary>
public static class ValueIndexJson
{
    /// <summary>Returns some values as one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(IReadOnlyList<IndexedValue> values) =>
        JsonSerializer.SerializeToUtf8Bytes(values, ValueIndexJsonContext.Compact.IReadOnlyListIndexedValue);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no values.</exception>
    public static IReadOnlyList<IndexedValue> Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, ValueIndexJsonContext.Compact.IReadOnlyListIndexedValue)
        ?? throw new JsonException("Values must be a JSON array.");
}

/// <summary>Serializer metadata of values.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<IndexedValue>))]
internal sealed partial class ValueIndexJsonContext : JsonSerializerContext
{
    public static ValueIndexJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
