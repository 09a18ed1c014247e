using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>Takes a model's name out of what logs write in its place.</summary>
internal static class ModelName
{
    /// <summary>Returns the name. An ARN or a resource's path is cut to its last part. Null when there is none.</summary>
    public static string? Of(JsonElement value)
    {
        var text = value.ValueKind is JsonValueKind.String or JsonValueKind.Number ? value.ToString() : null;
        return text is not null && (text.StartsWith("arn:", StringComparison.Ordinal) || text.StartsWith("projects/", StringComparison.Ordinal))
            ? text[(text.LastIndexOf('/') + 1)..]
            : text;
    }
}
