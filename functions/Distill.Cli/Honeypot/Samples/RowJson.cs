using System.Text.Json;

namespace Distill.Cli.Honeypot.Samples;

/// <summary>Reads the fields of a row.</summary>
internal static class RowJson
{
    /// <summary>A string; null for anything else.</summary>
    public static string? Text(JsonElement row, string name) =>
        row.ValueKind == JsonValueKind.Object && row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    /// <summary>A string, or a number as it is written; null for anything else.</summary>
    public static string? Id(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value)
            ? value.ValueKind switch
            {
                JsonValueKind.String => value.GetString(),
                JsonValueKind.Number => value.GetRawText(),
                _ => null,
            }
            : null;
}
