using System.Text.Json;
using Distill.Contracts.Sealing;

namespace Distill.Contracts.Prompts;

/// <summary>Seals features in an event that is redacted.</summary>
/// <param name="key">The key. Null to keep no features.</param>
/// <param name="context">The event.</param>
internal readonly struct RedactionSeal(EpochKey? key, ulong context)
{
    /// <summary>True when the event is a ban, or lifts one.</summary>
    public bool IsBan { get; init; }

    /// <summary>Writes a prompt's features. False when none are kept.</summary>
    public bool TryWrite(Utf8JsonWriter writer, in PromptFeatures features)
    {
        if (key is null)
        {
            return false;
        }

        FeaturesJson.Write(writer, features, key, context);
        return true;
    }

    /// <summary>Writes features that the event has. It seals those that are not. False when none are kept, or when they can't be read.</summary>
    public bool TryWrite(Utf8JsonWriter writer, JsonElement value)
    {
        if (
            value.ValueKind != JsonValueKind.Object
            || !value.TryGetProperty("v"u8, out var v)
            || v.ValueKind != JsonValueKind.Number
            || !v.TryGetInt32(out var version)
            || !value.TryGetProperty("data"u8, out var data)
            || data.ValueKind != JsonValueKind.String
            || !data.TryGetBytesFromBase64(out var bytes)
        )
        {
            return false;
        }

        switch (version)
        {
            case PromptFeatures.SealedVersion
                when bytes.Length == PromptFeatures.SealedByteCount
                    && value.TryGetProperty("epoch"u8, out var epoch)
                    && epoch.ValueKind == JsonValueKind.Number
                    && epoch.TryGetInt32(out var number):
                FeaturesJson.WriteSealed(writer, number, bytes);
                return true;
            case PromptFeatures.Version when bytes.Length == PromptFeatures.ByteCount:
            case PromptFeatures.Version3 when bytes.Length == PromptFeatures.ByteCountOf3:
                return TryWrite(writer, PromptFeatures.Read(bytes));
            default:
                return false;
        }
    }
}
