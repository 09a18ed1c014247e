using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Distill.Functions.Api;

/// <summary>
/// Reads times that name their zone (RFC 3339). Without one, a time would mean something else on each server. The letters may be small, and the
/// seconds may be missing.
/// </summary>
internal sealed class ZonedTime : JsonConverter<DateTimeOffset>
{
    /// <summary>What to tell a caller whose time can't be read.</summary>
    public const string Hint = " A time names its zone, as in 2026-12-31T00:00:00Z.";

    // Zones are Z, or a sign, two digits, a colon and two digits.
    private const int OffsetLength = 6;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String
        && reader.GetString()!.ToUpperInvariant() is var text
        && HasZone(text)
        && TryParse(text, out var time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));

    private static bool TryParse(string text, out DateTimeOffset time)
    {
        time = default;
        var json = new Utf8JsonReader(JsonSerializer.SerializeToUtf8Bytes(text, ApiJson.Default.String));
        return json.Read() && json.TryGetDateTimeOffset(out time);
    }

    private static bool HasZone(string text) =>
        text.EndsWith('Z')
        || (text.Length > OffsetLength && text[^OffsetLength] is '+' or '-' && text[^3] == ':' && text.Contains('T', StringComparison.Ordinal));
}
