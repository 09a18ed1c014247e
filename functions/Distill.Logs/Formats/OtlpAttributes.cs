using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>Writes OTLP's attributes as plain JSON: one object whose names are the attributes' names.</summary>
internal static class OtlpAttributes
{
    /// <summary>Returns the attributes of a list. Of two with one name the first counts.</summary>
    /// <param name="list">Keys and values. Null when there is none.</param>
    /// <param name="into">Writes the object.</param>
    public static JsonElement Of(JsonElement? list, Conversion into) => into.Element(json => WriteObject(list, json));

    /// <summary>Returns a member. Null when there is none, or no object.</summary>
    public static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Returns the elements of a list. None when it is no list.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static void WriteObject(JsonElement? list, Utf8JsonWriter json)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        json.WriteStartObject();
        foreach (var pair in Elements(list))
        {
            if (Member(pair, "key") is { ValueKind: JsonValueKind.String } key && key.GetString() is { } name && seen.Add(name))
            {
                json.WritePropertyName(name);
                WriteValue(Member(pair, "value"), json);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(JsonElement? value, Utf8JsonWriter json)
    {
        if (value is not { ValueKind: JsonValueKind.Object } any || any.EnumerateObject() is var members && !members.MoveNext())
        {
            json.WriteNullValue();
            return;
        }

        var inner = members.Current.Value;
        switch (members.Current.Name)
        {
            case "arrayValue":
                json.WriteStartArray();
                foreach (var element in Elements(Member(inner, "values")))
                {
                    WriteValue(element, json);
                }

                json.WriteEndArray();
                break;
            case "kvlistValue":
                WriteObject(Member(inner, "values"), json);
                break;
            default:
                inner.WriteTo(json);
                break;
        }
    }
}
