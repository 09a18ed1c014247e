using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using Distill.Contracts;
using Distill.Core.Events;
using Distill.Logs.Mapping;

namespace Distill.Logs.Formats;

/// <summary>What became of one record: events, parts of events, or the reason why it is no call.</summary>
/// <param name="accountFrom">Where the account stands, if the user says so. It replaces what the format would look at.</param>
internal sealed class Conversion(RecordPath? accountFrom)
{
    private static readonly JsonWriterOptions s_format = new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    // Takes what is written, one after another.
    private readonly ArrayBufferWriter<byte> _written = new();

    /// <summary>Whether the user says where the account stands.</summary>
    public bool HasAccountPath => accountFrom is not null;

    /// <summary>The events, as JSON of ours.</summary>
    public List<ReadOnlyMemory<byte>> Events { get; } = [];

    /// <summary>Records that are no calls.</summary>
    public List<OtherRecord> SetAside { get; } = [];

    /// <summary>Parts of events, and the key under which they belong together.</summary>
    public List<(string Key, ReadOnlyMemory<byte> Part)> Parts { get; } = [];

    /// <summary>Values that were left out, because they are nested too deep.</summary>
    public int CutValues { get; set; }

    /// <summary>Forgets what the last record became.</summary>
    public void Clear()
    {
        Events.Clear();
        SetAside.Clear();
        Parts.Clear();
        CutValues = 0;
    }

    /// <summary>Adds an event. One without an id gets a fingerprint of its record, so that the same record counts once.</summary>
    public void Add(EventDraft draft, JsonElement record)
    {
        if (!draft.Has(EventField.Id))
        {
            draft.Set(EventField.Id, $"record-{Hex(JsonMarshal.GetRawUtf8Value(record))}");
        }

        Events.Add(Bytes(draft.Write));
    }

    public void AddPart(string key, Action<Utf8JsonWriter> write) => Parts.Add((key, Bytes(write)));

    /// <summary>Sets a draft's account: from where the user says, or else from the first of <paramref name="usual"/> that the record has.</summary>
    public void SetAccount(EventDraft draft, JsonElement record, IReadOnlyList<RecordPath> usual)
    {
        foreach (var path in accountFrom is null ? usual : [accountFrom])
        {
            if (path.Find(record) is { } value)
            {
                SetAccount(draft, value);
            }
        }
    }

    // A key must not stand in a report. Its fingerprint tells keys apart as well.
    private static void SetAccount(EventDraft draft, JsonElement value)
    {
        if (
            value.ValueKind == JsonValueKind.String
            && value.GetString() is { } text
            && (
                text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)
                || text.StartsWith("sk-", StringComparison.Ordinal)
                || text.StartsWith("eyJ", StringComparison.Ordinal)
            )
        )
        {
            var key = text.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? text["Bearer ".Length..].Trim() : text;
            draft.Set(EventField.Account, $"key-{Hex(Encoding.UTF8.GetBytes(key))}");
        }
        else
        {
            draft.Set(EventField.Account, value);
        }
    }

    private static string Hex(ReadOnlySpan<byte> text) => Fingerprint.Of(text).ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>Returns what is written, as UTF-8.</summary>
    public ReadOnlyMemory<byte> Bytes(Action<Utf8JsonWriter> write) => Written(write).ToArray();

    /// <summary>Returns what is written, as an element of its own.</summary>
    public JsonElement Element(Action<Utf8JsonWriter> write) => JsonElement.Parse(Written(write));

    private ReadOnlySpan<byte> Written(Action<Utf8JsonWriter> write)
    {
        _written.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(_written, s_format))
        {
            write(json);
        }

        return _written.WrittenSpan;
    }
}
