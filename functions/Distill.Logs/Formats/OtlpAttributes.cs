using System.Buffers;
using System.Text.Json;

namespace Distill.Logs.Formats;

/// <summary>Writes OTLP's attributes as plain JSON: one object whose names are the attributes' names.</summary>
internal static class OtlpAttributes
{
    /// <summary>Returns the attributes of all lists. Of two with one name the first counts.</summary>
    /// <param name="lists">Lists of keys and values, the most particular first: of the span, then of the resource.</param>
    public static JsonElement Of(params ReadOnlySpan<JsonElement?> lists)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            foreach (var list in lists)
            {
                WriteMembers(list, seen, json);
            }

            json.WriteEndObject();
        }

        return JsonElement.Parse(bytes.WrittenSpan);
    }

    /// <summary>Returns a member. Null when there is none, or no object.</summary>
    public static JsonElement? Member(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;

    /// <summary>Returns the elements of a list. None when it is no list.</summary>
    public static IEnumerable<JsonElement> Elements(JsonElement? list) =>
        list is { ValueKind: JsonValueKind.Array } array ? array.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static void WriteMembers(JsonElement? list, HashSet<string> seen, Utf8JsonWriter json)
    {
        foreach (var pair in Elements(list))
        {
            if (Member(pair, "key") is { ValueKind: JsonValueKind.String } key && key.GetString() is { } name && seen.Add(name))
            {
                json.WritePropertyName(name);
                WriteValue(Member(pair, "value"), json);
            }
        }
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
                json.WriteStartObject();
                WriteMembers(Member(inner, "values"), new HashSet<string>(StringComparer.Ordinal), json);
                json.WriteEndObject();
                break;
            default:
                inner.WriteTo(json);
                break;
        }
    }
}
