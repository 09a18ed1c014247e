using System.Globalization;
using System.Text.Json;

namespace Distill.Logs.Framing;

/// <summary>
/// Writes OpenTelemetry's protobuf messages as their JSON, so that one reader serves both. The tables hold the fields that a log of calls needs.
/// </summary>
internal static class OtlpMessage
{
    private const int TraceIdBytes = 16;

    // Deepest nesting of the JSON that is written. A value that is nested deeper is left out; its readers keep much less.
    private const int MaxDepth = 400;

    private static readonly Message s_value = new();
    private static readonly Message s_pair = new();
    private static readonly Message s_list = new();
    private static readonly Message s_pairs = new();
    private static readonly Message s_resource = new();
    private static readonly Message s_span = new();
    private static readonly Message s_log = new();
    private static readonly Message s_spans = new();
    private static readonly Message s_logs = new();
    private static readonly Message s_traceExport = new() { Fields = [new(1, "resourceSpans", FieldKind.Messages, s_spans)] };
    private static readonly Message s_logExport = new() { Fields = [new(1, "resourceLogs", FieldKind.Messages, s_logs)] };

    static OtlpMessage()
    {
        s_value.Fields =
        [
            new(1, "stringValue", FieldKind.Text),
            new(2, "boolValue", FieldKind.Bool),
            new(3, "intValue", FieldKind.Int),
            new(4, "doubleValue", FieldKind.Double),
            new(5, "arrayValue", FieldKind.Message, s_list),
            new(6, "kvlistValue", FieldKind.Message, s_pairs),
        ];
        s_pair.Fields = [new(1, "key", FieldKind.Text), new(2, "value", FieldKind.Message, s_value)];
        s_list.Fields = [new(1, "values", FieldKind.Messages, s_value)];
        s_pairs.Fields = [new(1, "values", FieldKind.Messages, s_pair)];
        s_resource.Fields = [new(1, "attributes", FieldKind.Messages, s_pair)];
        var spanEvent = new Message
        {
            Fields = [new(1, "timeUnixNano", FieldKind.Fixed), new(2, "name", FieldKind.Text), new(3, "attributes", FieldKind.Messages, s_pair)],
        };
        var status = new Message { Fields = [new(3, "code", FieldKind.Int)] };
        s_span.Fields =
        [
            new(1, "traceId", FieldKind.Hex),
            new(2, "spanId", FieldKind.Hex),
            new(5, "name", FieldKind.Text),
            new(7, "startTimeUnixNano", FieldKind.Fixed),
            new(9, "attributes", FieldKind.Messages, s_pair),
            new(11, "events", FieldKind.Messages, spanEvent),
            new(15, "status", FieldKind.Message, status),
        ];
        s_log.Fields =
        [
            new(1, "timeUnixNano", FieldKind.Fixed),
            new(5, "body", FieldKind.Message, s_value),
            new(6, "attributes", FieldKind.Messages, s_pair),
            new(9, "traceId", FieldKind.Hex),
            new(10, "spanId", FieldKind.Hex),
            new(11, "observedTimeUnixNano", FieldKind.Fixed),
            new(12, "eventName", FieldKind.Text),
        ];
        var scopeSpans = new Message { Fields = [new(2, "spans", FieldKind.Messages, s_span)] };
        var scopeLogs = new Message { Fields = [new(2, "logRecords", FieldKind.Messages, s_log)] };
        s_spans.Fields = [new(1, "resource", FieldKind.Message, s_resource), new(2, "scopeSpans", FieldKind.Messages, scopeSpans)];
        s_logs.Fields = [new(1, "resource", FieldKind.Message, s_resource), new(2, "scopeLogs", FieldKind.Messages, scopeLogs)];
    }

    private enum FieldKind
    {
        Text,
        Hex,
        Bool,
        Int,
        Double,
        Fixed,
        Message,
        Messages,
    }

    /// <summary>Writes the spans or log records of one resource as an export of OTLP's JSON.</summary>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public static void Write(ReadOnlySpan<byte> ofResource, Utf8JsonWriter json)
    {
        var isSpans = HasSpans(ofResource);
        json.WriteStartObject();
        json.WriteStartArray(isSpans ? "resourceSpans" : "resourceLogs");
        Write(ofResource, isSpans ? s_spans : s_logs, json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a whole request of OTLP as its JSON.</summary>
    /// <param name="message">The request.</param>
    /// <param name="isSpans">Whether it holds spans; otherwise log records.</param>
    /// <param name="json">Takes the JSON.</param>
    /// <exception cref="InvalidDataException">The bytes are no such message.</exception>
    public static void WriteExport(ReadOnlySpan<byte> message, bool isSpans, Utf8JsonWriter json) =>
        Write(message, isSpans ? s_traceExport : s_logExport, json);

    /// <summary>True if a request for spans holds log records, or the other way round. A span's field 1 is an id, a record's a time.</summary>
    public static bool HoldsOther(ReadOnlySpan<byte> message, bool isSpans)
    {
        for (var resources = new ProtobufFields(message); resources.Next(); )
        {
            for (var scopes = new ProtobufFields(resources.Number == 1 ? resources.Bytes : default); scopes.Next(); )
            {
                for (var items = new ProtobufFields(scopes.Number == 2 ? scopes.Bytes : default); items.Next(); )
                {
                    for (var fields = new ProtobufFields(items.Number == 2 ? items.Bytes : default); fields.Next(); )
                    {
                        // Field 11 is a record's second time, and a span's events.
                        if (fields.Number is 1 or 11 && fields.HasLength != isSpans)
                        {
                            return true;
                        }
                    }
                }
            }
        }

        return false;
    }

    // A span begins with its trace's id, a log record with a time.
    private static bool HasSpans(ReadOnlySpan<byte> ofResource)
    {
        for (var scopes = new ProtobufFields(ofResource); scopes.Next(); )
        {
            if (scopes is not { Number: 2, HasLength: true })
            {
                continue;
            }

            for (var items = new ProtobufFields(scopes.Bytes); items.Next(); )
            {
                if (items is { Number: 2, HasLength: true })
                {
                    var item = new ProtobufFields(items.Bytes);
                    return item.Next() && item is { Number: 1, HasLength: true, Bytes.Length: TraceIdBytes };
                }
            }
        }

        return false;
    }

    private static void Write(ReadOnlySpan<byte> message, Message type, Utf8JsonWriter json)
    {
        json.WriteStartObject();
        foreach (var field in type.Fields)
        {
            var isList = field.Kind == FieldKind.Messages;
            var isOpen = false;
            for (var fields = new ProtobufFields(message); fields.Next(); )
            {
                if (fields.Number != field.Number || (isOpen && !isList))
                {
                    continue;
                }

                if (!isOpen)
                {
                    json.WritePropertyName(field.Name);
                    isOpen = true;
                    if (isList)
                    {
                        json.WriteStartArray();
                    }
                }

                WriteValue(fields, field, json);
            }

            if (isOpen && isList)
            {
                json.WriteEndArray();
            }
        }

        json.WriteEndObject();
    }

    private static void WriteValue(ProtobufFields value, Field field, Utf8JsonWriter json)
    {
        switch (field.Kind)
        {
            case FieldKind.Text:
                json.WriteStringValue(System.Text.Encoding.UTF8.GetString(value.Bytes));
                break;
            case FieldKind.Hex:
                json.WriteStringValue(Convert.ToHexStringLower(value.Bytes));
                break;
            case FieldKind.Bool:
                json.WriteBooleanValue(value.Value != 0);
                break;
            case FieldKind.Int:
                json.WriteStringValue(((long)value.Value).ToString(CultureInfo.InvariantCulture));
                break;
            case FieldKind.Fixed:
                json.WriteStringValue(value.Value.ToString(CultureInfo.InvariantCulture));
                break;
            case FieldKind.Double when double.IsFinite(BitConverter.UInt64BitsToDouble(value.Value)):
                json.WriteNumberValue(BitConverter.UInt64BitsToDouble(value.Value));
                break;
            case FieldKind.Double:
                json.WriteNullValue();
                break;
            case var _ when json.CurrentDepth >= MaxDepth:
                json.WriteNullValue();
                break;
            default:
                Write(value.Bytes, field.Type!, json);
                break;
        }
    }

    private sealed record Field(int Number, string Name, FieldKind Kind, Message? Type = null);

    private sealed class Message
    {
        public Field[] Fields { get; set; } = [];
    }
}
