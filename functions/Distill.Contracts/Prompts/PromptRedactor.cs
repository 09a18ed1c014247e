using System.Buffers;
using System.Text;
using System.Text.Json;

namespace Distill.Contracts.Prompts;

/// <summary>Takes prompt text out of a rejected event, so that the event can be kept.</summary>
/// <remarks>
/// Only short values of fields that the contract names stay as they are. A prompt becomes its features, however its field is spelled. Any other text
/// becomes its length, because a sender's mistake may have put a prompt anywhere.
/// </remarks>
public static class PromptRedactor
{
    private const int MaxKept = 256;

    private static readonly HashSet<string> s_kept = new(StringComparer.Ordinal)
    {
        "type",
        "id",
        "time",
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
        "userAgent",
        "tls",
        "tools",
        "created",
        "emailDomain",
        "payment",
        "device",
        "kyc",
        "reason",
        "promptFeatures",
        "v",
        "data",
    };

    /// <summary>The event without prompt text, as UTF-8 JSON; null if it is not JSON.</summary>
    public static byte[]? Redact(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                Write(writer, document.RootElement, name: null);
            }

            return buffer.WrittenSpan.ToArray();
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // Not JSON, or strings that are not valid text.
            return null;
        }
    }

    /// <summary>Writes features as the value of <c>promptFeatures</c>: <c>{"v":4,"data":"…"}</c>.</summary>
    public static void WriteFeatures(Utf8JsonWriter writer, in PromptFeatures features)
    {
        Span<byte> bytes = stackalloc byte[PromptFeatures.ByteCount];
        features.Write(bytes);
        writer.WriteStartObject();
        writer.WriteNumber("v"u8, PromptFeatures.Version);
        writer.WriteBase64String("data"u8, bytes);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, JsonElement element, string? name)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var property in element.EnumerateObject())
                {
                    WriteProperty(writer, property);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in element.EnumerateArray())
                {
                    Write(writer, item, name);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.String:
                var text = element.GetString() ?? "";
                writer.WriteStringValue(
                    name is not null && s_kept.Contains(name) && text.Length <= MaxKept ? text : $"[{text.Length} characters removed]"
                );
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }

    private static void WriteProperty(Utf8JsonWriter writer, JsonProperty property)
    {
        if (property.Name.Equals("prompt", StringComparison.OrdinalIgnoreCase) && property.Value.ValueKind == JsonValueKind.String)
        {
            writer.WritePropertyName("promptFeatures"u8);
            WriteFeatures(writer, PromptFeatureExtractor.Extract(Encoding.UTF8.GetBytes(property.Value.GetString() ?? "")));
            return;
        }

        // The name of a field that the contract does not know may itself be text.
        writer.WritePropertyName(
            s_kept.Contains(property.Name) || property.Name.Length <= 32 ? property.Name : $"[{property.Name.Length} characters removed]"
        );
        Write(writer, property.Value, property.Name);
    }
}
