using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>A verdict as the API returns it and as a row of <c>verdicts.jsonl</c>, with the same bytes in both.</summary>
public static class VerdictJson
{
    /// <summary>Returns one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(Verdict verdict) => JsonSerializer.SerializeToUtf8Bytes(verdict, VerdictJsonContext.Compact.Verdict);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a verdict.</exception>
    /// <exception cref="FormatException">The name of a level or an action is unknown.</exception>
    public static Verdict Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, VerdictJsonContext.Compact.Verdict) ?? throw new JsonException("A verdict must be a JSON object.");
}

/// <summary>Serializer metadata of verdicts.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class VerdictJsonContext : JsonSerializerContext
{
    public static VerdictJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
