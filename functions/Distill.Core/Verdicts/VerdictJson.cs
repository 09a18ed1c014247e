using System.Text.Json;

namespace Distill.Core.Verdicts;

/// <summary>A verdict as the API answers it and as a row of <c>verdicts.jsonl</c>: the same bytes in both.</summary>
public static class VerdictJson
{
    /// <summary>One line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(Verdict verdict) => JsonSerializer.SerializeToUtf8Bytes(verdict, CompactJson.Context.Verdict);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a verdict.</exception>
    /// <exception cref="FormatException">A level or an action has no known name.</exception>
    public static Verdict Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, CompactJson.Context.Verdict) ?? throw new JsonException("A verdict is an object.");
}
