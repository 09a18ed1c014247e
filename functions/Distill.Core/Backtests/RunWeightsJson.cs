using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;
using Distill.Core.Clusters;
using Distill.Core.Signals;

namespace Distill.Core.Backtests;

/// <summary>The evidence of a run as JSON, for the store. Equal values give equal bytes.</summary>
public static class RunWeightsJson
{
    /// <summary>Returns some groups as one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(IReadOnlyList<WeighedGroup> groups) =>
        JsonSerializer.SerializeToUtf8Bytes(groups, RunWeightsJsonContext.Compact.IReadOnlyListWeighedGroup);

    /// <summary>Reads what <see cref="Write(IReadOnlyList{WeighedGroup})"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no groups.</exception>
    public static IReadOnlyList<WeighedGroup> ReadGroups(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, RunWeightsJsonContext.Compact.IReadOnlyListWeighedGroup)
        ?? throw new JsonException("Groups must be a JSON array.");

    /// <summary>Returns thresholds as one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(LevelRule rule) => JsonSerializer.SerializeToUtf8Bytes(rule, RunWeightsJsonContext.Compact.LevelRule);

    /// <summary>Reads what <see cref="Write(LevelRule)"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no thresholds.</exception>
    public static LevelRule ReadRule(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, RunWeightsJsonContext.Compact.LevelRule) ?? throw new JsonException("Thresholds must be a JSON object.");
}

/// <summary>Serializer metadata of a run's evidence.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(IReadOnlyList<WeighedGroup>))]
[JsonSerializable(typeof(LevelRule))]
internal sealed partial class RunWeightsJsonContext : JsonSerializerContext
{
    public static RunWeightsJsonContext Compact { get; } = new(Named());

    private static JsonSerializerOptions Named()
    {
        var options = CompactJson.NewOptions();
        options.Converters.Add(new JsonStringEnumConverter<EvidenceKind>(JsonNamingPolicy.SnakeCaseLower));
        return options;
    }
}
