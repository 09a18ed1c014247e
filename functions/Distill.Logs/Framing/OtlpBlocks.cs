using System.Text.Json;

namespace Distill.Logs.Framing;

/// <summary>
/// Reads a file of OpenTelemetry's protobuf exports: one after another, each with its length in four bytes before it, as the collector writes them,
/// or without. Each resource's part becomes a record of OTLP's JSON.
/// </summary>
internal static class OtlpBlocks
{
    // The tag of the only field of an export: number 1, with a length.
    private const byte Tag = 0x0a;

    // The length of an export before it.
    private const int LengthBytes = 4;

    // Bytes in which an export shows that it is no text.
    private const int StartBytes = 512;

    // A varint of 32 bits.
    private const int MaxVarint = 5;

    /// <summary>True when the bytes begin like such a file.</summary>
    public static bool IsOtlp(ReadOnlySpan<byte> start) =>
        start is [Tag, _, _, ..] or [0, _, _, _, Tag, _, _, ..] && IsMessage(start) && !IsText(start);

    /// <summary>Returns the records in order, block by block, numbered from 1.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="file">Its name.</param>
    /// <param name="blockBytes">The size of a block in bytes.</param>
    /// <param name="maxRecordBytes">The longest record in bytes. A longer one is skipped and told.</param>
    /// <exception cref="IOException">The file is damaged or cut short.</exception>
    public static IEnumerable<LogBlock> Read(Stream stream, string file, int blockBytes, int maxRecordBytes)
    {
        var records = new RecordLines(file, blockBytes);
        while (NextLength(stream, file) is { } length)
        {
            if (length > maxRecordBytes)
            {
                Skip(stream, length, file);
                if (!records.IsEmpty)
                {
                    yield return records.Take();
                }

                yield return records.Overlong(length);
                continue;
            }

            var message = new byte[length];
            if (stream.ReadAtLeast(message, message.Length, throwOnEndOfStream: false) < message.Length)
            {
                throw Damaged(file, null);
            }

            Add(message, records, file);
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

    // The tag is the end of a line, too. The fields of an export have tags and types that no text has.
    private static bool IsText(ReadOnlySpan<byte> start)
    {
        start = start[..Math.Min(start.Length, StartBytes)];
        return start.IndexOfAnyInRange((byte)0, (byte)0x08) < 0 && start.IndexOfAnyInRange((byte)0x0e, (byte)0x1f) < 0;
    }

    // The first part's length, and then its first field: the resource, or the scopes.
    private static bool IsMessage(ReadOnlySpan<byte> start)
    {
        var body = start[(start[0] == 0 ? LengthBytes + 1 : 1)..];
        var used = body.IndexOfAnyInRange((byte)0, (byte)0x7f) + 1;
        return used is > 0 and <= MaxVarint && body.Length > used && body[used] is Tag or 0x12;
    }

    private static void Add(byte[] message, RecordLines records, string file)
    {
        using var json = new Utf8JsonWriter(records.Writer);
        try
        {
            OtlpMessage.Write(message, json);
        }
        catch (InvalidDataException e)
        {
            throw Damaged(file, e);
        }

        json.Flush();
        records.EndRecord();
    }

    // Null at the end. The length of an export before it is passed over: its parts have lengths of their own.
    private static long? NextLength(Stream stream, string file)
    {
        var first = stream.ReadByte();
        if (first == 0)
        {
            Skip(stream, LengthBytes - 1, file);
            first = stream.ReadByte();
        }

        if (first < 0)
        {
            return null;
        }

        if (first != Tag)
        {
            throw Damaged(file, null);
        }

        var length = 0L;
        for (var i = 0; i < MaxVarint; i++)
        {
            var b = stream.ReadByte();
            length |= (long)(b & 0x7f) << (7 * i);
            if (b < 0x80)
            {
                return b < 0 ? throw Damaged(file, null) : length;
            }
        }

        throw Damaged(file, null);
    }

    private static void Skip(Stream stream, long length, string file)
    {
        var buffer = new byte[1 << 16];
        while (length > 0)
        {
            var read = stream.Read(buffer.AsSpan(0, (int)Math.Min(length, buffer.Length)));
            length = read > 0 ? length - read : throw Damaged(file, null);
        }
    }

    private static IOException Damaged(string file, Exception? inner) =>
        new($"Can't read {file} to its end: it begins like OpenTelemetry's protobuf, and then is damaged or cut short. Export it again.", inner);
}
