using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;
using Distill.Contracts.Verdicts;

namespace Distill.Core.Decisions;

/// <summary>A verdict as the API answers it and as a row of <c>verdicts.jsonl</c>: the same bytes in both.</summary>
public static class VerdictJson
{
    /// <summary>One line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(Verdict verdict) => JsonSerializer.SerializeToUtf8Bytes(verdict, VerdictJsonContext.Compact.Verdict);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a verdict.</exception>
    /// <exception cref="FormatException">A level or an action has no known name.</exception>
    public static Verdict Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, VerdictJsonContext.Compact.Verdict) ?? throw new JsonException("A verdict is an object.");
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Verdict))]
internal sealed partial class VerdictJsonContext : JsonSerializerContext
{
    public static VerdictJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
