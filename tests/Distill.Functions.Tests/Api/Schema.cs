using System.Text.Json;
using System.Text.RegularExpressions;

namespace Distill.Functions.Tests.Api;

/// <summary>Checks values against JSON Schema, as far as the document uses it. An unknown keyword fails.</summary>
internal static class Schema
{
    /// <summary>The places where a value differs from the schema.</summary>
    public static IEnumerable<string> Faults(JsonElement schema, JsonElement value, string at)
    {
        schema = Contract.Resolve(schema);
        foreach (var word in schema.EnumerateObject())
        {
            foreach (var fault in Faults(word, schema, value, at))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Faults(JsonProperty word, JsonElement schema, JsonElement value, string at)
    {
        // A word is about values of one type. It says nothing of others.
        var isText = value.ValueKind == JsonValueKind.String;
        var isNumber = value.ValueKind == JsonValueKind.Number;
        var isArray = value.ValueKind == JsonValueKind.Array;
        var isObject = value.ValueKind == JsonValueKind.Object;
        switch (word.Name)
        {
            case "description" or "default":
                return [];
            case "type":
                return Fault(Types(word.Value).Any(t => Is(value, t)), $"{at} is {value.ValueKind}, not {word.Value}");
            case "enum":
                return Fault(word.Value.EnumerateArray().Any(e => e.ValueEquals(value.GetString())), $"{at} is {value}, none of {word.Value}");
            case "pattern":
                return Fault(!isText || Regex.IsMatch(value.GetString()!, word.Value.GetString()!), $"{at} is {value}, not {word.Value}");
            case "format":
                return Fault(
                    !isText || (word.Value.GetString() == "date-time" && value.GetString()!.EndsWith('Z') && value.TryGetDateTimeOffset(out _)),
                    $"{at} is {value}, no time"
                );
            case "minLength":
                return Fault(!isText || value.GetString()!.Length >= word.Value.GetInt32(), $"{at} is too short");
            case "maxLength":
                return Fault(!isText || value.GetString()!.Length <= word.Value.GetInt32(), $"{at} is too long");
            case "minimum":
                return Fault(!isNumber || value.GetDouble() >= word.Value.GetDouble(), $"{at} is {value}");
            case "maximum":
                return Fault(!isNumber || value.GetDouble() <= word.Value.GetDouble(), $"{at} is {value}");
            case "minItems":
                return Fault(!isArray || value.GetArrayLength() >= word.Value.GetInt32(), $"{at} has too few");
            case "maxItems":
                return Fault(!isArray || value.GetArrayLength() <= word.Value.GetInt32(), $"{at} has too many");
            case "items" or "required" or "properties" or "additionalProperties" when !(word.Name == "items" ? isArray : isObject):
                return [];
            case "items":
                return value.EnumerateArray().SelectMany((item, i) => Faults(word.Value, item, $"{at}[{i}]"));
            case "required":
                return word.Value.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{at} has no {r}");
            case "properties":
                return value
                    .EnumerateObject()
                    .Where(p => word.Value.TryGetProperty(p.Name, out _))
                    .SelectMany(p => Faults(word.Value.GetProperty(p.Name), p.Value, $"{at}.{p.Name}"));
            case "additionalProperties":
                var others = value
                    .EnumerateObject()
                    .Where(p => !schema.TryGetProperty("properties", out var own) || !own.TryGetProperty(p.Name, out _));
                return word.Value.ValueKind == JsonValueKind.False
                    ? others.Select(p => $"{at}.{p.Name} is not told of")
                    : others.SelectMany(p => Faults(word.Value, p.Value, $"{at}.{p.Name}"));
            default:
                return [$"{word.Name} is not known to this test"];
        }
    }

    private static IEnumerable<string> Fault(bool isRight, string fault) => isRight ? [] : [fault];

    private static IEnumerable<string> Types(JsonElement type) =>
        type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Select(t => t.GetString()!) : [type.GetString()!];

    private static bool Is(JsonElement value, string type) =>
        value.ValueKind switch
        {
            JsonValueKind.Null => type == "null",
            JsonValueKind.String => type == "string",
            JsonValueKind.True or JsonValueKind.False => type == "boolean",
            JsonValueKind.Number => type == "number" || (type == "integer" && value.TryGetInt64(out _)),
            JsonValueKind.Array => type == "array",
            _ => type == "object",
        };
}
