using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Distill.Functions.Api;

/// <summary>Reads times that name their zone (RFC 3339). Without one, a time would mean something else on each server.</summary>
internal sealed class ZonedTime : JsonConverter<DateTimeOffset>
{
    // Zones are Z, or a sign, two digits, a colon and two digits.
    private const int OffsetLength = 6;

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && reader.GetString() is { } text && HasZone(text) && reader.TryGetDateTimeOffset(out var time)
            ? time
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString("O", CultureInfo.InvariantCulture));

    private static bool HasZone(string text) =>
        text.EndsWith('Z')
        || (text.Length > OffsetLength && text[^OffsetLength] is '+' or '-' && text[^3] == ':' && text.Contains('T', StringComparison.Ordinal));
}
