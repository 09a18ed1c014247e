using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;
using Distill.Core.Signals;

namespace Distill.Core.Sharing;

/// <summary>The indicators of a bundle as JSON, for the store.</summary>
public static class SharedIndicatorJson
{
    /// <summary>Returns one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(IReadOnlyList<SharedIndicator> indicators) =>
        JsonSerializer.SerializeToUtf8Bytes(indicators, SharedIndicatorContext.Compact.IReadOnlyListSharedIndicator);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no indicators.</exception>
    public static IReadOnlyList<SharedIndicator> Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, SharedIndicatorContext.Compact.IReadOnlyListSharedIndicator)
        ?? throw new JsonException("Indicators must be a JSON array.");
}

/// <summary>Serializer metadata of indicators.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<SharedIndicator>))]
internal sealed partial class SharedIndicatorContext : JsonSerializerContext
{
    public static SharedIndicatorContext Compact { get; } = new(CompactJson.NewOptions());
}
