using System.Buffers;
using System.Text;
using System.Text.Json;
using Distill.Contracts.Sealing;

namespace Distill.Contracts.Prompts;

/// <summary>Takes prompt text out of a rejected event, so that the event can be kept.</summary>
/// <remarks>
/// Only what looks like the value of a field that the contract names stays as it is, and only where the contract has it. A prompt becomes its
/// features, sealed. Any other value becomes its length, because a sender's mistake may have put a prompt anywhere, also where names belong.
/// </remarks>
public static class PromptRedactor
{
    // Longest value that is kept, in characters; longest time; and longest name of a tool. No known API allows longer names of tools.
    private const int MaxKept = 256,
        MaxTime = 40,
        MaxTool = 64;

    // Fewest digits of a time: those of a year.
    private const int MinTimeDigits = 4;

    // Longest name of an unknown field that is kept, in characters.
    private const int MaxName = 32;

    private const string Features = "promptFeatures";

    // Fields whose values are names: one word.
    private static readonly HashSet<string> s_names = new(StringComparer.Ordinal)
    {
        "type",
        "id",
        "account",
        "session",
        "platform",
        "reseller",
        "model",
        "inputTokens",
        "outputTokens",
        "ip",
        "asn",
        "country",
        "tls",
        "emailDomain",
        "payment",
        "device",
        "kyc",
    };

    private static readonly SearchValues<char> s_nameParts = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-.$"
    );

    /// <summary>The event without prompt text, as UTF-8 JSON; null if it is not JSON.</summary>
    /// <param name="utf8">The event.</param>
    /// <param name="key">Seals the prompt's features. Null to keep no features.</param>
    public static byte[]? Redact(ReadOnlyMemory<byte> utf8, EpochKey? key)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                var seal = new RedactionSeal(key, Fingerprint.Of(utf8.Span));
                if (document.RootElement.ValueKind == JsonValueKind.Array)
                {
                    writer.WriteStartArray();
                    foreach (var one in document.RootElement.EnumerateArray())
                    {
                        WriteEvent(writer, one, seal);
                    }

                    writer.WriteEndArray();
                }
                else
                {
                    WriteEvent(writer, document.RootElement, seal);
                }
            }

            return buffer.WrittenSpan.ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, or strings that are not valid text.
            return null;
        }
    }

    private static void WriteEvent(Utf8JsonWriter writer, JsonElement element, RedactionSeal seal)
    {
        if (element.ValueKind != JsonValueKind.Object)
        {
            WriteNote(writer, element);
            return;
        }

        var type = element.TryGetProperty("type"u8, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        seal = seal with { IsBan = type is "ban" or "unban" };
        writer.WriteStartObject();
        foreach (var property in element.EnumerateObject())
        {
            WriteProperty(writer, property.Name, property.Value, seal);
        }

        writer.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter writer, string name, JsonElement value, RedactionSeal seal)
    {
        if (name.Equals("prompt", StringComparison.OrdinalIgnoreCase) && value.ValueKind == JsonValueKind.String)
        {
            writer.WritePropertyName(Features);
            if (!seal.TryWrite(writer, PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(value.GetString() ?? ""))))
            {
                WriteNote(writer, value);
            }

            return;
        }

        // The name of a field that the contract does not know may itself be text.
        writer.WritePropertyName(name.Length <= MaxName && !name.AsSpan().ContainsAnyExcept(s_nameParts) ? name : Note(name.Length));
        if (name == Features && seal.TryWrite(writer, value))
        {
            return;
        }

        if (IsField(name, value, seal.IsBan))
        {
            value.WriteTo(writer);
        }
        else if (name == "tools" && value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var tool in value.EnumerateArray())
            {
                if (IsName(tool, MaxTool))
                {
                    tool.WriteTo(writer);
                }
                else
                {
                    WriteNote(writer, tool);
                }
            }

            writer.WriteEndArray();
        }
        else
        {
            WriteNote(writer, value);
        }
    }

    // True when the value is what the field is for. A ban's reason is the provider's own text.
    private static bool IsField(string name, JsonElement value, bool isBan) =>
        name switch
        {
            "time" or "created" => IsShort(value, MaxTime) && value.ToString().Count(char.IsAsciiDigit) >= MinTimeDigits,
            "userAgent" => IsShort(value, MaxKept) && value.ToString().Split(' ', 2)[0].Contains('/', StringComparison.Ordinal),
            "reason" => isBan && IsShort(value, MaxKept),
            _ => s_names.Contains(name) && IsName(value, MaxKept),
        };

    private static bool IsName(JsonElement value, int most) => IsShort(value, most) && !value.ToString().AsSpan().ContainsAnyExceptInRange('!', '~');

    private static bool IsShort(JsonElement value, int most) =>
        value.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array) && value.ToString().Length <= most;

    private static void WriteNote(Utf8JsonWriter writer, JsonElement value) =>
        writer.WriteStringValue(Note(value.ValueKind == JsonValueKind.String ? value.GetString()!.Length : value.GetRawText().Length));

    private static string Note(int length) => $"[{length} characters removed]";
}
