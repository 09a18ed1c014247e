using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>Writes OTLP's attributes as plain JSON: one object whose names are the attributes' names.</summary>
internal static class OtlpAttributes
{
    // Deepest nesting of a value that is kept. Nothing that a call is read from lies deeper than 8.
    private const int MaxDepth = 32;

    /// <summary>Returns the attributes of a list. Of two with one name the first counts.</summary>
    /// <param name="list">Keys and values. Null when there is none.</param>
    /// <param name="into">Writes the object.</param>
    public static JsonElement Of(JsonElement? list, Conversion into) => into.Element(json => WriteObject(list, json, into));

    /// <summary>Returns a member. Null when there is none, or no object.</summary>
    public static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Returns the elements of a list. None when it is no list.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static void WriteObject(JsonElement? list, Utf8JsonWriter json, Conversion into)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        json.WriteStartObject();
        foreach (var pair in Elements(list))
        {
            if (Member(pair, "key") is { ValueKind: JsonValueKind.String } key && key.GetString() is { } name && seen.Add(name))
            {
                json.WritePropertyName(name);
                WriteValue(Member(pair, "value"), json, into);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(JsonElement? value, Utf8JsonWriter json, Conversion into)
    {
        if (value is not { ValueKind: JsonValueKind.Object } any || any.EnumerateObject() is var members && !members.MoveNext())
        {
            json.WriteNullValue();
            return;
        }

        var inner = members.Current.Value;
        switch (members.Current.Name)
        {
            case "arrayValue" or "kvlistValue" when json.CurrentDepth >= MaxDepth:
                into.CutValues++;
                json.WriteNullValue();
                break;
            case "arrayValue":
                json.WriteStartArray();
                foreach (var element in Elements(Member(inner, "values")))
                {
                    WriteValue(element, json, into);
                }

                json.WriteEndArray();
                break;
            case "kvlistValue":
                WriteObject(Member(inner, "values"), json, into);
                break;
            case var _ when inner.ValueKind is JsonValueKind.Object or JsonValueKind.Array:
                // The protocol has no such value.
                json.WriteNullValue();
                break;
            default:
                inner.WriteTo(json);
                break;
        }
    }
}
