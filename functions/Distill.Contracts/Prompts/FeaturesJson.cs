using System.Text.Json;
using Distill.Contracts.Sealing;

namespace Distill.Contracts.Prompts;

/// <summary>Writes features as the value of <c>promptFeatures</c>.</summary>
public static class FeaturesJson
{
    /// <summary>
    /// Writes features sealed: <c>{"v":5,"epoch":20261201,"data":"…"}</c>. Without a key they are written as they are: <c>{"v":4,"data":"…"}</c>.
    /// Allocates nothing.
    /// </summary>
    /// <param name="writer">Receives the value.</param>
    /// <param name="features">The features.</param>
    /// <param name="key">The key of the event's epoch. Null for none.</param>
    /// <param name="context">A hash of what the features belong to. Equal prompts of different events then have different bytes.</param>
    public static void Write(Utf8JsonWriter writer, in PromptFeatures features, EpochKey? key, ulong context)
    {
        Span<byte> bytes = stackalloc byte[PromptFeatures.SealedByteCount];
        var plain = bytes[EpochKey.Overhead..];
        features.Write(plain);
        if (key is not null)
        {
            key.Seal(plain, context, bytes);
            WriteSealed(writer, key.Epoch, bytes);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber("v"u8, PromptFeatures.Version);
        writer.WriteBase64String("data"u8, plain);
        writer.WriteEndObject();
    }

    /// <summary>Writes features that are sealed.</summary>
    internal static void WriteSealed(Utf8JsonWriter writer, int epoch, ReadOnlySpan<byte> bytes)
    {
        writer.WriteStartObject();
        writer.WriteNumber("v"u8, PromptFeatures.SealedVersion);
        writer.WriteNumber("epoch"u8, epoch);
        writer.WriteBase64String("data"u8, bytes);
        writer.WriteEndObject();
    }
}
