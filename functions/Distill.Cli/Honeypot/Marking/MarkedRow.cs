using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Cli.Honeypot.Samples;
using Distill.Contracts;
using Distill.Honeypots.Keys;
using Distill.Honeypots.Marking;

namespace Distill.Cli.Honeypot.Marking;

/// <summary>A row of a file after marking.</summary>
/// <param name="Line">Its bytes, with the end of the line.</param>
/// <param name="Receipt">Null for a row that was kept unchanged.</param>
/// <param name="Problem">Why it was kept; null for a marked row or a blank line.</param>
internal readonly record struct MarkedRow(ReadOnlyMemory<byte> Line, Receipt? Receipt, string? Problem)
{
    private static readonly JsonWriterOptions s_options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static MarkedRow Of(ReadOnlyMemory<byte> line, Marker marker)
    {
        var content = line.Span.TrimEnd("\r\n"u8);
        if (content.TrimStart(" \t\uFEFF"u8).IsEmpty)
        {
            return new MarkedRow(line, null, null);
        }

        try
        {
            using var row = JsonDocument.Parse(line[..content.Length]);
            return Of(line, content.Length, row.RootElement, marker);
        }
        catch (JsonException)
        {
            return new MarkedRow(line, null, "It is not JSON.");
        }
        catch (Exception e) when (e is InvalidOperationException or FormatException)
        {
            return new MarkedRow(line, null, "A text in it is not Unicode.");
        }
    }

    private static MarkedRow Of(ReadOnlyMemory<byte> line, int length, JsonElement row, Marker marker)
    {
        if (row.ValueKind != JsonValueKind.Object || !row.TryGetProperty("text", out var text) || text.ValueKind != JsonValueKind.String)
        {
            return new MarkedRow(line, null, "It has no text.");
        }

        var before = text.GetString()!;
        var code = default(MarkCode);
        if (!AccountId.TryParse(RowJson.Id(row, "account"), null, out var account))
        {
            return new MarkedRow(line, null, "It has no account.");
        }

        if (RowJson.Id(row, "cluster") is { Length: > 0 } cluster && !MarkCode.TryParse(cluster, null, out code))
        {
            return new MarkedRow(line, null, "Its cluster is not a valid code.");
        }

        var request = RowJson.Id(row, "request") is { Length: > 0 } id ? id : RequestIds.Of(before);
        if (!RequestIds.IsValid(request))
        {
            return new MarkedRow(line, null, "Its request is not a valid id.");
        }

        var (marked, receipt, failure) = marker.MarkOrKeep(before, new MarkAssignment(account, code), request);
        return failure is null
            ? new MarkedRow(ReferenceEquals(marked, before) ? line : Replace(line, length, row, marked), receipt, null)
            : new MarkedRow(line, null, failure.Message);
    }

    private static ReadOnlyMemory<byte> Replace(ReadOnlyMemory<byte> line, int length, JsonElement row, string text)
    {
        var bytes = new ArrayBufferWriter<byte>(line.Length + 64);
        using (var json = new Utf8JsonWriter(bytes, s_options))
        {
            json.WriteStartObject();
            foreach (var property in row.EnumerateObject())
            {
                if (property.NameEquals("text"))
                {
                    json.WriteString("text", text);
                }
                else
                {
                    property.WriteTo(json);
                }
            }

            json.WriteEndObject();
        }

        bytes.Write(line.Span[length..]);
        return bytes.WrittenMemory;
    }
}
