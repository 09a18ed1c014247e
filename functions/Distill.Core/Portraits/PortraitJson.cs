using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.Contracts.Json;

namespace Distill.Core.Portraits;

/// <summary>Portraits as JSON, for the store. The members' calls by hour are apart.</summary>
public static class PortraitJson
{
    /// <summary>Returns one line of UTF-8 JSON, without a line end.</summary>
    public static byte[] Write(Portrait portrait) => JsonSerializer.SerializeToUtf8Bytes(portrait, PortraitJsonContext.Compact.Portrait);

    /// <summary>Reads what <see cref="Write(Portrait)"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are not a portrait.</exception>
    public static Portrait Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, PortraitJsonContext.Compact.Portrait) ?? throw new JsonException("A portrait must be a JSON object.");

    /// <summary>Returns the calls by hour of some members, in their order.</summary>
    public static byte[] WriteCalls(IEnumerable<PortraitMember> members) =>
        JsonSerializer.SerializeToUtf8Bytes([.. members.Select(m => m.Calls)], PortraitJsonContext.Compact.IReadOnlyListIReadOnlyListUInt16);

    /// <summary>Reads what <see cref="WriteCalls"/> wrote.</summary>
    /// <exception cref="JsonException">The bytes are no lists of counts.</exception>
    public static IReadOnlyList<IReadOnlyList<ushort>> ReadCalls(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize(utf8, PortraitJsonContext.Compact.IReadOnlyListIReadOnlyListUInt16) ?? [];
}

/// <summary>Serializer metadata of portraits.</summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Portrait))]
[JsonSerializable(typeof(IReadOnlyList<IReadOnlyList<ushort>>))]
internal sealed partial class PortraitJsonContext : JsonSerializerContext
{
    public static PortraitJsonContext Compact { get; } = new(CompactJson.NewOptions());
}
