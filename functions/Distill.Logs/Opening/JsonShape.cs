using System.Text.Json;

namespace Distill.Logs.Opening;

/// <summary>How the records stand in JSON.</summary>
/// <param name="IsLines">One record a line. Otherwise a list, an object around a list, or objects one after another.</param>
/// <param name="Wrapper">The name of the list in the object around it; null when there is none.</param>
internal readonly record struct JsonShape(bool IsLines, string? Wrapper)
{
    // Names under which exports put a list of records.
    private static readonly string[] s_wrappers =
    [
        "records",
        "Records",
        "value",
        "events",
        "logEvents",
        "data",
        "items",
        "rows",
        "logs",
        "results",
        "entries",
        "observations",
        "spend_logs",
    ];

    /// <summary>Tells the shape from a file's first bytes.</summary>
    /// <param name="start">The bytes, beginning with a bracket.</param>
    public static JsonShape Of(ReadOnlySpan<byte> start)
    {
        start = start.TrimStart(" \t\r\n"u8);
        if (start is not [(byte)'{', ..])
        {
            return new JsonShape(false, null);
        }

        if (WrapperOf(start) is { } wrapper)
        {
            return new JsonShape(false, wrapper);
        }

        var end = start.IndexOf((byte)'\n');
        var first = end < 0 ? start : start[..end];
        if (IsWhole(first.TrimEnd(" \t\r,"u8)))
        {
            // A list without its brackets has a comma behind each line.
            return new JsonShape(!first.TrimEnd(" \t\r"u8).EndsWith(","u8), null);
        }

        return new JsonShape(!IsBeginning(start), null);
    }

    // A list of objects or an empty list, in an object that says nothing of a call itself.
    private static string? WrapperOf(ReadOnlySpan<byte> start)
    {
        try
        {
            var json = new Utf8JsonReader(
                start,
                isFinalBlock: false,
                state: new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true })
            );
            json.Read();
            while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
            {
                var name = json.GetString();
                if (!json.Read() || name is "type" or "time" or "model" or "messages" or "request" or "object")
                {
                    return null;
                }

                if (json.TokenType == JsonTokenType.StartArray && Array.IndexOf(s_wrappers, name) >= 0)
                {
                    return json.Read() && json.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray or JsonTokenType.EndArray
                        ? name
                        : null;
                }

                if (!json.TrySkip())
                {
                    return null;
                }
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Damaged: the reader of lines loses least.
        }

        return null;
    }

    private static bool IsWhole(ReadOnlySpan<byte> line)
    {
        try
        {
            var json = new Utf8JsonReader(line, isFinalBlock: true, state: default);
            return json.Read() && json.TrySkip() && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    // Whether it is JSON as far as it goes.
    private static bool IsBeginning(ReadOnlySpan<byte> start)
    {
        try
        {
            var json = new Utf8JsonReader(
                start,
                isFinalBlock: false,
                state: new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true })
            );
            while (json.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
