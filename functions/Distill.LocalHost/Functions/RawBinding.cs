using System.Text.Json;
using System.Text.Json.Nodes;

namespace Distill.LocalHost.Functions;

/// <summary>One binding of a function, from the worker's index. Property names ignore case.</summary>
internal sealed class RawBinding
{
    private const string TriggerSuffix = "Trigger";
    private static readonly JsonNodeOptions s_anyCase = new() { PropertyNameCaseInsensitive = true };

    private readonly JsonObject _json;

    private RawBinding(JsonObject json) => _json = json;

    public string Type => Text("type") ?? "";

    /// <summary>The name of the bound parameter.</summary>
    public string Name => Text("name") ?? "";

    public bool IsTrigger => Type.EndsWith(TriggerSuffix, StringComparison.OrdinalIgnoreCase);

    /// <exception cref="JsonException">The text is not a JSON object.</exception>
    public static RawBinding Parse(string json) =>
        JsonNode.Parse(json, s_anyCase) as JsonObject is { } binding
            ? new RawBinding(binding)
            : throw new JsonException("A binding must be a JSON object.");

    public bool Is(string type) => Type.Equals(type, StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns a property's text, or null if it is missing or not a text.</summary>
    public string? Text(string property) => _json[property] is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    /// <summary>Returns a flag. The index writes it as a JSON boolean or as text.</summary>
    public bool Flag(string property, bool fallback) =>
        _json[property] is not JsonValue value ? fallback
        : value.TryGetValue<bool>(out var flag) ? flag
        : bool.TryParse(Text(property), out var parsed) ? parsed
        : fallback;

    /// <summary>Returns the texts of an array. It is empty if the property is missing.</summary>
    public IReadOnlyList<string> Texts(string property) =>
        _json[property] is JsonArray array ? [.. array.OfType<JsonValue>().Select(value => value.ToString())] : [];
}
