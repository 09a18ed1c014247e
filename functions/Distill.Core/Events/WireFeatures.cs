using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Events;

/// <summary>
/// Reads <c>promptFeatures</c> from the wire: sealed, <c>{"v":5,"epoch":20261201,"data":"&lt;base64&gt;"}</c>, or from a sender without a key,
/// <c>{"v":4,"data":"&lt;base64&gt;"}</c>.
/// </summary>
internal static class WireFeatures
{
    // Longest Base64 that is read, in bytes: that of sealed features with each character escaped, as \u002B.
    private const int MaxText = 6 * 4 * ((PromptFeatures.SealedByteCount + 2) / 3);

    /// <summary>Reads the value at the reader. With a fault, the features are unknown.</summary>
    /// <param name="reader">Stands at the value, and then at its end.</param>
    /// <param name="keys">The keys that were handed to senders. Null when there are none.</param>
    /// <param name="features">The features.</param>
    public static FieldFault Read(ref Utf8JsonReader reader, KeyRing? keys, out PromptFeatures features)
    {
        features = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return FieldFault.WrongType;
        }

        var (version, epoch, length) = (-1, -1, 0);
        Span<byte> bytes = stackalloc byte[PromptFeatures.SealedByteCount];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isVersion, isEpoch, isData) = (JsonText.Is(in reader, "v"u8), JsonText.Is(in reader, "epoch"u8), JsonText.Is(in reader, "data"u8));
            reader.Read();
            if (isVersion)
            {
                version = NumberAt(ref reader);
            }
            else if (isEpoch)
            {
                epoch = NumberAt(ref reader);
            }
            else if (isData)
            {
                length = Decode(ref reader, bytes);
            }

            reader.Skip();
        }

        if (version == PromptFeatures.SealedVersion)
        {
            if (length != PromptFeatures.SealedByteCount)
            {
                return FieldFault.Unreadable;
            }

            Span<byte> opened = stackalloc byte[PromptFeatures.ByteCount];
            return keys?.Find(epoch)?.TryOpen(bytes, opened) == true ? Take(opened, ref features) : FieldFault.Sealed;
        }

        return version switch
        {
            PromptFeatures.Version when length == PromptFeatures.ByteCount => Take(bytes[..length], ref features),
            PromptFeatures.Version3 when length == PromptFeatures.ByteCountOf3 => Take(bytes[..length], ref features),
            < 0 or PromptFeatures.Version or PromptFeatures.Version3 => FieldFault.Unreadable,
            _ => FieldFault.OtherVersion,
        };
    }

    private static FieldFault Take(ReadOnlySpan<byte> bytes, ref PromptFeatures features)
    {
        if (PromptFeatures.Read(bytes) is not { Tokens: >= 0, Starts: >= 0 and <= PromptFeatures.MaxStarts } read)
        {
            return FieldFault.Unreadable;
        }

        features = read;
        return FieldFault.None;
    }

    // Negative when there is no whole number.
    private static int NumberAt(ref Utf8JsonReader reader) =>
        reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : -1;

    // Returns how many bytes were decoded. 0 when it is not Base64, or too long.
    private static int Decode(ref Utf8JsonReader reader, scoped Span<byte> bytes)
    {
        if (reader.TokenType != JsonTokenType.String || reader.ValueSpan.Length > MaxText)
        {
            return 0;
        }

        // A program that passes events on may have written + as \u002B.
        Span<byte> unescaped = stackalloc byte[MaxText];
        var text = reader.ValueIsEscaped ? unescaped[..JsonText.Copy(in reader, unescaped, out _)] : reader.ValueSpan;
        return Base64.DecodeFromUtf8(text, bytes, out var used, out var written) == OperationStatus.Done && used == text.Length ? written : 0;
    }
}
