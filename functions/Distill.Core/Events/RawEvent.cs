using System.Runtime.CompilerServices;
using System.Text.Json;
using Distill.Contracts.Prompts;
using Distill.Contracts.Sealing;

namespace Distill.Core.Events;

/// <summary>The fields of one event as its bytes have them, before they are interpreted.</summary>
internal struct RawEvent
{
    // Number of fields in EventField.
    private const int FieldCount = 29;

    public DateTimeOffset? Time,
        Created;
    public int InputTokens,
        OutputTokens;
    public uint Asn;
    public ulong Tools;
    public PromptFeatures Features;

    /// <summary>The faults of the fields read so far.</summary>
    public FieldFaults Faults;

    /// <summary>Where in the event the prompt and the turns are, when they are JSON instead of text.</summary>
    public Range PromptJson,
        TurnsJson;

    /// <summary>The account's text had pieces that are no text. Each was replaced.</summary>
    public bool IsAccountMended;

    private KeyRing? _keys;
    private Texts _texts;
    private int _seen;

    /// <summary>Where in the scratch buffer a field's text is. Empty when there is none.</summary>
    public readonly Range this[EventField field] => _texts[(int)field];

    /// <summary>
    /// Reads all known fields and skips the others. It copies all text, unescaped, to <paramref name="scratch"/>, which must be as long as the
    /// event.
    /// </summary>
    /// <param name="utf8">The event.</param>
    /// <param name="keys">Opens sealed features.</param>
    /// <param name="scratch">Receives the texts.</param>
    /// <param name="raw">The fields. If the event has a field twice, the last one counts.</param>
    /// <returns>False when the JSON is not an object.</returns>
    /// <exception cref="JsonException">The bytes are not JSON.</exception>
    public static bool Read(ReadOnlySpan<byte> utf8, KeyRing? keys, Span<byte> scratch, out RawEvent raw)
    {
        raw = new RawEvent { _keys = keys };
        var used = 0;
        Span<byte> escaped = stackalloc byte[JsonText.MaxEscaped];
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = int.MaxValue });
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            reader.Skip();
            reader.Read();
            return false;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var field = EventFieldNames.FieldOf(JsonText.Short(in reader, escaped));
            reader.Read();
            if (field == EventField.Event || reader.TokenType == JsonTokenType.Null)
            {
                reader.Skip();
                continue;
            }

            raw.NoteSeen(field);
            if (reader.TokenType == JsonTokenType.StartObject && TryUnwrap(reader, out var value))
            {
                raw.Take(field, ref value, scratch, ref used);
            }
            else
            {
                raw.Take(field, ref reader, scratch, ref used);
            }

            reader.Skip();
        }

        // Throws when anything follows the object.
        reader.Read();
        return true;
    }

    // Databases export a value of a certain type as an object with one name: {"$date": "2026-..."}, {"$numberLong": "812"}. It may be nested.
    private static bool TryUnwrap(Utf8JsonReader wrapper, out Utf8JsonReader value)
    {
        value = wrapper;
        while (value.TokenType == JsonTokenType.StartObject)
        {
            value.Read();
            if (value.TokenType != JsonTokenType.PropertyName || !value.ValueSpan.StartsWith("$"u8))
            {
                return false;
            }

            value.Read();
        }

        return true;
    }

    /// <summary>Notes a fault. If the field already has a fault, the one that lost more stays.</summary>
    public void Note(EventField field, FieldFault fault) => Faults = fault == FieldFault.None ? Faults : Faults.With(field, fault);

    private void NoteSeen(EventField field)
    {
        if ((_seen & (1 << (int)field)) != 0)
        {
            Note(field, FieldFault.Repeated);
        }

        _seen |= 1 << (int)field;
        _texts[(int)field] = default;
    }

    private void Take(EventField field, ref Utf8JsonReader reader, Span<byte> scratch, ref int used)
    {
        switch (field)
        {
            case EventField.Tools:
                var tools = new ToolNames(scratch[used..]);
                tools.Read(ref reader);
                Tools = tools.Fingerprint;
                Note(field, tools.Fault);
                return;
            case EventField.PromptFeatures:
                Note(field, WireFeatures.Read(ref reader, _keys, out Features));
                return;
            case EventField.Prompt
            or EventField.Turns
            or EventField.System when reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject:
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                TakeJson(field, start..(int)reader.BytesConsumed);
                return;
        }

        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.Number))
        {
            Note(field, FieldFault.WrongType);
            return;
        }

        var text = scratch.Slice(used, Copy(field, ref reader, scratch[used..]));
        switch (field)
        {
            case EventField.InputTokens:
                Note(field, NumberText.Count(text, out InputTokens));
                break;
            case EventField.OutputTokens:
                Note(field, NumberText.Count(text, out OutputTokens));
                break;
            case EventField.Asn:
                Note(field, NumberText.Asn(text, out Asn));
                break;
            case EventField.Time:
                Time = Instant(field, text, EventTime.TryParse(text, out var time), time);
                break;
            case EventField.Created:
                Created = Instant(field, text, EventTime.TryParseDate(text, out var created), created);
                break;
            default:
                _texts[(int)field] = used..(used + text.Length);
                used += text.Length;
                TakeJson(field, default);
                break;
        }
    }

    // Copies a string's text. A number becomes the text that it is written as.
    private int Copy(EventField field, ref Utf8JsonReader reader, Span<byte> text)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            IsAccountMended &= field != EventField.Account;
            reader.ValueSpan.CopyTo(text);
            return reader.ValueSpan.Length;
        }

        var length = JsonText.Copy(in reader, text, out var isMended);
        IsAccountMended = field == EventField.Account ? isMended : IsAccountMended;
        Note(field, isMended ? FieldFault.Mended : FieldFault.None);
        return length;
    }

    private void TakeJson(EventField field, Range json)
    {
        if (field == EventField.Prompt)
        {
            PromptJson = json;
        }
        else if (field == EventField.Turns)
        {
            TurnsJson = json;
        }
    }

    private DateTimeOffset? Instant(EventField field, ReadOnlySpan<byte> text, bool isRead, DateTimeOffset time)
    {
        if (isRead)
        {
            return time;
        }

        Note(field, Placeholder.IsUnknown(text) ? FieldFault.Unknown : FieldFault.Unreadable);
        return null;
    }

    [InlineArray(FieldCount)]
    private struct Texts
    {
        private Range _first;
    }
}
