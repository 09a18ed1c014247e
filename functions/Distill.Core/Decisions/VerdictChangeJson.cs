using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Decisions;

/// <summary>Changes of verdicts in their stored form.</summary>
public static class VerdictChangeJson
{
    /// <summary>Returns UTF-8 JSON: one array of changes.</summary>
    public static byte[] Write(IReadOnlyList<VerdictChange> changes) =>
        JsonSerializer.SerializeToUtf8Bytes(changes, VerdictChangeJsonContext.Compact.IReadOnlyListVerdictChange);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not changes.</exception>
    public static IReadOnlyList<VerdictChange> Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, VerdictChangeJsonContext.Compact.IReadOnlyListVerdictChange)
        ?? throw new JsonException("Changes must be a JSON array.");
}

/// <summary>Serializer metadata of lists of changes.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<VerdictChange>))]
internal sealed partial class VerdictChangeJsonContext : JsonSerializerContext
{
    public static VerdictChangeJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
