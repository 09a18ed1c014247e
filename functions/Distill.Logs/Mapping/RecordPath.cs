using System.Globalization;
using System.Text.Json;

namespace Distill.Logs.Mapping;

/// <summary>
/// Where a value stands in a record: names with points between them, such as <c>metadata.user_id</c>. A name may itself have points. <c>*</c> takes
/// the first of an object's members, and a number an element of a list. JSON that was written as text is looked into. A name in other letter case
/// counts where none is written like it.
/// </summary>
public sealed class RecordPath
{
    private readonly string _text;

    public RecordPath(string text)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(text);
        _text = text.StartsWith("$.", StringComparison.Ordinal) ? text[2..] : text;
    }

    /// <summary>Returns the value. Null when the record has none there.</summary>
    public JsonElement? Find(JsonElement record) => Find(record, _text);

    public override string ToString() => _text;

    private static JsonElement? Find(JsonElement at, string rest)
    {
        if (rest.Length == 0)
        {
            return at;
        }

        if (at.ValueKind == JsonValueKind.String)
        {
            return InText(at) is { } inner ? Find(inner, rest) : null;
        }

        // The longest name first: attributes have points in their names.
        for (var end = rest.Length; end > 0; end = rest.LastIndexOf('.', end - 1))
        {
            if (Child(at, rest[..end]) is { } child && Find(child, end == rest.Length ? "" : rest[(end + 1)..]) is { } found)
            {
                return found;
            }
        }

        return null;
    }

    private static JsonElement? Child(JsonElement at, string name)
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

        if (at.TryGetProperty(name, out var value))
        {
            return value.ValueKind == JsonValueKind.Null ? null : value;
        }

        if (name == "*")
        {
            return at.EnumerateObject() is var members && members.MoveNext() ? members.Current.Value : null;
        }

        // Databases write the names of columns in upper or lower case.
        foreach (var member in at.EnumerateObject())
        {
            if (member.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return member.Value.ValueKind == JsonValueKind.Null ? null : member.Value;
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
