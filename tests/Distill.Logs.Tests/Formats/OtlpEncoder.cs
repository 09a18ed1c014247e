using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Distill.Logs.Tests.Formats;

/// <summary>Writes an export of spans in protobuf, with its length before it, as OpenTelemetry's collector does.</summary>
internal static class OtlpEncoder
{
    public static byte[] Export(JsonObject export)
    {
        var message = export["resourceSpans"]!
            .AsArray()
            .SelectMany(r => Field(1, [.. Field(1, []), .. r!["scopeSpans"]!.AsArray().SelectMany(s => Field(2, ScopeSpans(s!)))]))
            .ToArray();
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, message.Length);
        return [.. length, .. message];
    }

    private static byte[] ScopeSpans(JsonNode scope) =>
        [.. Field(1, Field(1, "genai"u8.ToArray())), .. scope["spans"]!.AsArray().SelectMany(s => Field(2, Span(s!)))];

    private static byte[] Span(JsonNode span)
    {
        var time = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(time, ulong.Parse(span["startTimeUnixNano"]!.GetValue<string>(), CultureInfo.InvariantCulture));
        return
        [
            .. Field(1, Convert.FromHexString(span["traceId"]!.GetValue<string>())),
            .. Field(2, Convert.FromHexString(span["spanId"]!.GetValue<string>())),
            .. Field(5, Encoding.UTF8.GetBytes(span["name"]!.GetValue<string>())),
            (7 << 3) | 1,
            .. time,
            .. span["attributes"]!.AsArray().SelectMany(a => Field(9, Pair(a!))),
        ];
    }

    private static byte[] Pair(JsonNode pair)
    {
        var value = pair["value"]!;
        byte[] any = value["stringValue"] is { } text
            ? Field(1, Encoding.UTF8.GetBytes(text.GetValue<string>()))
            : [3 << 3, .. Varint(ulong.Parse(value["intValue"]!.GetValue<string>(), CultureInfo.InvariantCulture))];
        return [.. Field(1, Encoding.UTF8.GetBytes(pair["key"]!.GetValue<string>())), .. Field(2, any)];
    }

    private static byte[] Field(int number, byte[] bytes) => [.. Varint((ulong)((number << 3) | 2)), .. Varint((ulong)bytes.Length), .. bytes];

    private static byte[] Varint(ulong value)
    {
        var bytes = new List<byte>();
        for (; value >= 0x80; value >>= 7)
        {
            bytes.Add((byte)(value | 0x80));
        }

        bytes.Add((byte)value);
        return [.. bytes];
    }
}
