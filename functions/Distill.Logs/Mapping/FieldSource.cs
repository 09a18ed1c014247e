using System.Text.Json;

namespace Distill.Logs.Mapping;

/// <summary>Where one field of an event comes from: a path, with the unit of a count of time, or a constant.</summary>
/// <param name="Path">Where the value stands; null for a constant.</param>
/// <param name="Unit">The unit of a count since 1970; null where its size tells.</param>
/// <param name="Constant">The value itself; null with a path.</param>
internal sealed record FieldSource(RecordPath? Path, TimeUnit? Unit, string? Constant)
{
    /// <summary>Reads a path, <c>{"path": ..., "unit": ...}</c> or <c>{"constant": ...}</c>.</summary>
    /// <exception cref="FormatException">It is none of these. The message says what is wrong.</exception>
    public static FieldSource Read(JsonElement json, string field)
    {
        if (json.ValueKind == JsonValueKind.String && json.GetString() is { Length: > 0 } path)
        {
            return new FieldSource(new RecordPath(path), null, null);
        }

        if (json.ValueKind == JsonValueKind.Object)
        {
            if (json.TryGetProperty("constant", out var constant) && constant.ValueKind is JsonValueKind.String or JsonValueKind.Number)
            {
                return new FieldSource(null, null, constant.ToString());
            }

            if (json.TryGetProperty("path", out var at) && at.ValueKind == JsonValueKind.String && at.GetString() is { Length: > 0 } text)
            {
                return new FieldSource(new RecordPath(text), json.TryGetProperty("unit", out var unit) ? UnitOf(unit, field) : null, null);
            }
        }

        throw new FormatException($"\"{field}\" must be a path, a list of paths, {{\"path\": ..., \"unit\": ...}} or {{\"constant\": ...}}.");
    }

    private static TimeUnit UnitOf(JsonElement unit, string field) =>
        unit.ValueKind == JsonValueKind.String && Enum.TryParse<TimeUnit>(unit.GetString(), ignoreCase: true, out var parsed)
            ? parsed
            : throw new FormatException($"The unit of \"{field}\" must be one of {string.Join(", ", Enum.GetNames<TimeUnit>()).ToLowerInvariant()}.");
}

/// <summary>Units of a count of time since 1970, and .NET's ticks since the year 1.</summary>
internal enum TimeUnit
{
    Seconds,
    Milliseconds,
    Microseconds,
    Nanoseconds,
    Ticks,
}
