using System.Buffers;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Core.Events;

namespace Distill.Logs.Reading;

/// <summary>Makes the rows of <c>rejects.jsonl</c>: the line's place, why it was rejected, and the event without its prompt text.</summary>
internal sealed class RejectRows(string file)
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ArrayBufferWriter<byte> _rows = new();

    public void Add(long line, RejectReason reason, string? field, ReadOnlyMemory<byte> text)
    {
        using (var row = new Utf8JsonWriter(_rows, s_format))
        {
            row.WriteStartObject();
            row.WriteString("file"u8, file);
            row.WriteNumber("line"u8, line);
            row.WriteString("reason"u8, reason.Name());
            row.WriteString("field"u8, field);
            row.WritePropertyName("event"u8);

            // No features are kept, because nobody reads them here. A line that is too large is not read again. Text that is not JSON may be a
            // prompt, so it is left out.
            if (!text.IsEmpty && reason is not (RejectReason.TooLarge or RejectReason.NotJson) && PromptRedactor.Redact(text, key: null) is { } kept)
            {
                row.WriteRawValue(kept, skipInputValidation: true);
            }
            else
            {
                row.WriteNullValue();
            }

            row.WriteEndObject();
        }

        _rows.Write("\n"u8);
    }

    public byte[] ToArray() => _rows.WrittenSpan.ToArray();
}
