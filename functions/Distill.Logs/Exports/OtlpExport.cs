using System.Buffers;
using System.Text.Json;
using Distill.Core.Events;
using Distill.Logs.Formats;
using Distill.Logs.Framing;
using Distill.Logs.Mapping;

namespace Distill.Logs.Exports;

/// <summary>
/// One request of OpenTelemetry's protocol: spans or log records. It is read as the same bytes in a file are. Only what says something of a call to a
/// model is kept.
/// </summary>
public sealed class OtlpExport
{
    // Stands for the account and the model of messages. Their own call has both.
    private const string NoName = "messages";

    private readonly List<OtlpItem> _items = [];

    private OtlpExport() { }

    /// <summary>What the request holds, in its order.</summary>
    public IReadOnlyList<OtlpItem> Items => _items;

    /// <summary>Spans and records that are no calls to judge: of other kinds, failed, or about something else.</summary>
    public int SetAside { get; private set; }

    /// <summary>Spans and records that are no objects, or whose attributes are no list.</summary>
    public int Malformed { get; private set; }

    /// <summary>Values of attributes that were cut, because they are nested too deep to be read.</summary>
    public int Cut { get; private set; }

    /// <summary>Reads a request.</summary>
    /// <param name="message">The request's body: protobuf, or JSON in UTF-8.</param>
    /// <param name="isJson">Whether it is JSON.</param>
    /// <param name="isSpans">Whether it holds spans. Otherwise it holds log records.</param>
    /// <param name="accountFrom">The attribute that names the caller; empty for those that the conventions have.</param>
    /// <exception cref="InvalidDataException">The body is no such request.</exception>
    public static OtlpExport Read(ReadOnlyMemory<byte> message, bool isJson, bool isSpans, string accountFrom)
    {
        var export = new OtlpExport();
        var converted = new Conversion(accountFrom.Length > 0 ? new RecordPath(accountFrom) : null);
        try
        {
            using var json = RecordJson.Parse(isJson ? message : ToJson(message.Span, isSpans), int.MaxValue);
            export.Malformed = OtlpDocument.CountMalformed(json.RootElement, isSpans);
            if (json.RootElement.GetPropertyCount() > 0)
            {
                new OtlpFormat().Convert(json.RootElement, converted);
                export.Take(converted);
            }
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("It is no JSON.", e);
        }

        return export;
    }

    private static ReadOnlyMemory<byte> ToJson(ReadOnlySpan<byte> message, bool isSpans)
    {
        if (OtlpMessage.HoldsOther(message, isSpans))
        {
            throw OtlpDocument.Wrong(holdsSpans: !isSpans);
        }

        var bytes = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(bytes))
        {
            OtlpMessage.WriteExport(message, isSpans, json);
        }

        return bytes.WrittenMemory;
    }

    private void Take(Conversion converted)
    {
        SetAside = converted.SetAside.Count;
        Cut = converted.CutValues;
        _items.AddRange(converted.Events.Select(e => new OtlpItem("", OtlpRole.Whole, e)));
        var parts = converted.Parts.Select(p => (p.Key, Part: JsonElement.Parse(p.Part.Span))).ToArray();
        foreach (var (key, part) in parts)
        {
            if (OtlpPart.AsideOf(part) is not null)
            {
                SetAside++;
            }
            else if (OtlpPart.RankOf(part) != OtlpPart.Message)
            {
                _items.Add(new OtlpItem(key, OtlpPart.RankOf(part) == OtlpPart.Span ? OtlpRole.Span : OtlpRole.Details, EventOf(part, converted)));
            }
        }

        foreach (var messages in parts.Where(p => OtlpPart.RankOf(p.Part) == OtlpPart.Message).GroupBy(p => p.Key, p => p.Part))
        {
            if (EventOf([.. messages], converted) is { } written)
            {
                _items.Add(new OtlpItem(messages.Key, OtlpRole.Messages, written));
            }
        }
    }

    private static ReadOnlyMemory<byte> EventOf(JsonElement part, Conversion converted)
    {
        var draft = new EventDraft();
        draft.Fill(part.GetProperty("event"));
        draft.Set(EventField.Id, OtlpPart.SpanOf(part));
        return converted.Bytes(draft.Write);
    }

    // Messages without a span belong to no call.
    private static ReadOnlyMemory<byte>? EventOf(JsonElement[] messages, Conversion converted)
    {
        var newest = messages.MaxBy(OtlpPart.TimeOf, StringComparer.Ordinal);
        if (OtlpPart.SpanOf(newest).Length == 0)
        {
            return null;
        }

        var draft = new EventDraft();
        draft.Set(EventField.Id, OtlpPart.SpanOf(newest));
        draft.Set(EventField.Time, newest.GetProperty("time"));
        draft.Set(EventField.Account, NoName);
        draft.Set(EventField.Model, NoName);
        draft.Set(EventField.Prompt, OtlpPart.Messages(messages));
        return converted.Bytes(draft.Write);
    }
}
