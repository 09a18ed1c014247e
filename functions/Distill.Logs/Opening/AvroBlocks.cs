using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using Distill.Logs.Framing;
using Distill.Logs.Sources;

namespace Distill.Logs.Opening;

/// <summary>
/// Reads Avro files. Of a file that Event Hubs Capture wrote each event's body is read, which may hold records of any format. Each record of another
/// file becomes an object.
/// </summary>
internal static class AvroBlocks
{
    // A member of every event that Capture writes, and the sender's bytes in it.
    private const string Captured = "EnqueuedTimeUtc";
    private const string Body = "Body";

    private static readonly JsonWriterOptions s_format = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Returns the records in order, block by block, numbered from 1.</summary>
    /// <param name="stream">The file. It must seek.</param>
    /// <param name="file">The file's name.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <param name="maxRecordBytes">The longest record in bytes.</param>
    /// <exception cref="IOException">The file is damaged or cut short.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, int blockBytes, int maxRecordBytes)
    {
        var records = new RecordLines(file, blockBytes);
        foreach (var values in AvroRecords.Read(stream, file))
        {
            if (values.ContainsKey(Captured) && values.TryGetValue(Body, out var body))
            {
                AddBody(body as byte[] ?? [], records, (file, maxRecordBytes));
            }
            else
            {
                Add(json => CellValue.Write(values, json), records);
            }

            if (records.IsFull)
            {
                yield return records.Take();
            }
        }

        if (!records.IsEmpty)
        {
            yield return records.Take();
        }
    }

    private static void AddBody(byte[] body, RecordLines records, (string File, int MaxBytes) limits)
    {
        using var plain = UnpackedFile.Of(new MemoryStream(body), limits.File);
        var start = plain.Peek(body.Length);
        if (start.Span is not [] && !OtlpBlocks.IsOtlp(start.Span) && start.Span.TrimStart(" \t\r\n"u8) is not [(byte)'{' or (byte)'[', ..])
        {
            // No record of any kind. It counts as one that could not be read.
            Add(json => json.WriteBase64StringValue(body), records);
            return;
        }

        foreach (var (_, line) in BlocksOf(plain, start, limits).SelectMany(b => b.Split()))
        {
            records.Writer.Write(line.Span);
            records.EndRecord();
        }
    }

    private static IEnumerable<LogBlock> BlocksOf(Stream plain, ReadOnlyMemory<byte> start, (string File, int MaxBytes) limits)
    {
        // Room for the whole body, so that it is one block. It may unpack to more than was looked at.
        var room = start.Length + 1;
        return OtlpBlocks.IsOtlp(start.Span) ? OtlpBlocks.Read(plain, limits.File, room, limits.MaxBytes)
            : JsonShape.Of(start.Span) is { IsLines: false } shape ? JsonBlocks.Read(plain, limits.File, shape.Wrapper, room, limits.MaxBytes)
            : LineBlocks.Read(plain, limits.File, room, limits.MaxBytes);
    }

    private static void Add(Action<Utf8JsonWriter> write, RecordLines records)
    {
        using (var json = new Utf8JsonWriter(records.Writer, s_format))
        {
            write(json);
        }

        records.EndRecord();
    }
}
