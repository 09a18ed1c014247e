using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;

namespace Distill.Core.Events;

/// <summary>Reads <c>promptFeatures</c> from the wire: <c>{"v":4,"data":"&lt;base64&gt;"}</c>.</summary>
internal static class WireFeatures
{
    /// <summary>Reads the value at the reader. With a fault, the features are unknown.</summary>
    public static FieldFault Read(ref Utf8JsonReader reader, out PromptFeatures features)
    {
        features = default;
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return FieldFault.WrongType;
        }

        var version = -1;
        var length = 0;
        Span<byte> bytes = stackalloc byte[PromptFeatures.ByteCount];
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var (isVersion, isData) = (JsonText.Is(in reader, "v"u8), JsonText.Is(in reader, "data"u8));
            reader.Read();
            if (isVersion)
            {
                version = reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) ? number : -1;
            }
            else if (isData)
            {
                length =
                    reader.TokenType == JsonTokenType.String
                    && !reader.ValueIsEscaped
                    && Base64.DecodeFromUtf8(reader.ValueSpan, bytes, out var used, out var written) == OperationStatus.Done
                    && used == reader.ValueSpan.Length
                        ? written
                        : 0;
            }

            reader.Skip();
        }

        if (version is not (PromptFeatures.Version or PromptFeatures.Version3))
        {
            return version < 0 ? FieldFault.Unreadable : FieldFault.OtherVersion;
        }

        if (
            length != LengthOf(version)
            || PromptFeatures.Read(bytes[..length]) is not { Tokens: >= 0, Starts: >= 0 and <= PromptFeatures.MaxStarts } read
        )
        {
            return FieldFault.Unreadable;
        }

        features = read;
        return FieldFault.None;
    }

    private static int LengthOf(int version) => version == PromptFeatures.Version3 ? PromptFeatures.ByteCountOf3 : PromptFeatures.ByteCount;
}
