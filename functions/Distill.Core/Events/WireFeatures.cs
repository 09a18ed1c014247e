using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Distill.Contracts.Prompts;

namespace Distill.Core.Events;

/// <summary>Reads <c>promptFeatures</c> from the wire: <c>{"v":3,"data":"&lt;base64&gt;"}</c>.</summary>
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
        var decoded = false;
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
                decoded =
                    reader.TokenType == JsonTokenType.String
                    && !reader.ValueIsEscaped
                    && Base64.DecodeFromUtf8(reader.ValueSpan, bytes, out var used, out var written) == OperationStatus.Done
                    && used == reader.ValueSpan.Length
                    && written == bytes.Length;
            }

            reader.Skip();
        }

        if (version != PromptFeatures.Version)
        {
            return version < 0 ? FieldFault.Unreadable : FieldFault.OtherVersion;
        }

        if (!decoded || PromptFeatures.Read(bytes) is not { Tokens: >= 0 } read)
        {
            return FieldFault.Unreadable;
        }

        features = read;
        return FieldFault.None;
    }
}
