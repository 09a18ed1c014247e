using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Distill.Logs.Mapping;

/// <summary>
/// Where a value stands in a record: names with points between them, such as <c>metadata.user_id</c>. A name may itself have points. <c>*</c> takes
/// the first of an object's members that has the rest, and a number an element of a list. JSON that was written as text is looked into. A name in
/// other letter case, of ASCII, counts where none is written like it.
/// </summary>
public sealed class RecordPath
{
    // Parts are what stands between the points. A step takes one part or several, and goes on with the part after them.
    private readonly (string Name, byte[] Utf8, int Next)[][] _steps;
    private readonly string _text;

    public RecordPath(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        _text = text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : text;
        var parts = _text.Split('.');
        _steps = [.. parts.Select((_, first) => StepsFrom(parts, first))];
    }

    /// <summary>Returns the value. Null when the record has none there.</summary>
    public JsonElement? Find(JsonElement record) => Find(record, 0);

    public override string ToString() => _text;

    // The longest name first: attributes have points in their names.
    private static (string Name, byte[] Utf8, int Next)[] StepsFrom(string[] parts, int first) =>
        [
            .. Enumerable
                .Range(1, parts.Length - first)
                .Reverse()
                .Select(count => (Name: string.Join('.', parts[first..(first + count)]), Next: first + count))
                .Select(s => (s.Name, Encoding.UTF8.GetBytes(s.Name), s.Next)),
        ];

    private JsonElement? Find(JsonElement at, int part)
    {
        if (part == _steps.Length)
        {
            return at.ValueKind == JsonValueKind.Null ? null : at;
        }

        if (at.ValueKind == JsonValueKind.String)
        {
            return InText(at) is { } inner ? Find(inner, part) : null;
        }

        foreach (var (name, utf8, next) in _steps[part])
        {
            if (at.ValueKind == JsonValueKind.Object && name == "*")
            {
                foreach (var member in at.EnumerateObject())
                {
                    if (Find(member.Value, next) is { } found)
                    {
                        return found;
                    }
                }
            }
            else if (Child(at, name, utf8) is { } child && Find(child, next) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static JsonElement? Child(JsonElement at, string name, byte[] utf8)
    {
        if (at.ValueKind == JsonValueKind.Array)
        {
            return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < at.GetArrayLength()
                ? at[place]
                : null;
        }

        if (at.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (at.TryGetProperty(utf8, out var value))
        {
            return value;
        }

        // Databases write the names of columns in upper or lower case.
        foreach (var member in at.EnumerateObject())
        {
            if (Ascii.EqualsIgnoreCase(JsonMarshal.GetRawUtf8PropertyName(member), utf8))
            {
                return member.Value;
            }
        }

        return null;
    }

    private static JsonElement? InText(JsonElement text)
    {
        try
        {
            return text.GetString() is ['{' or '[', ..] json ? JsonElement.Parse(json) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
