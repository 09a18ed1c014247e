using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>Encodes the records of one append one after the other, so that a single write can store them all.</summary>
internal sealed class RecordBuffer
{
    private byte[] _bytes = new byte[64 * 1024];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Clear()
    {
        Length = 0;
        // Release the memory of a large batch.
        if (_bytes.Length > 4 * 1024 * 1024)
        {
            _bytes = new byte[64 * 1024];
        }
    }

    /// <summary>Adds an event. Its place in the partition becomes part of its annotations.</summary>
    /// <param name="message">The message as the sender encoded it.</param>
    /// <param name="partitionKey">The batch's key, used if the event has none of its own.</param>
    /// <param name="sequenceNumber">The event's number in the partition.</param>
    /// <param name="offset">The offset of its record in the partition's byte stream.</param>
    /// <param name="enqueuedAt">When it was stored, in milliseconds since 1970.</param>
    public void Add(EncodedMessage message, string? partitionKey, long sequenceNumber, long offset, long enqueuedAt)
    {
        var start = Length;
        var key = message.FindString("x-opt-partition-key"u8) ?? partitionKey;
        Reserve(
            EventRecord.HeadSize
                + message.Header.Length
                + message.Annotations.Length
                + message.Bare.Length
                + 256
                + (key is null ? 0 : Encoding.UTF8.GetMaxByteCount(key.Length))
        );
        Length += EventRecord.HeadSize;
        Write(message.Header);

        // The annotations are a map32. Its sizes are filled in when they are known.
        Write([0x00, 0x53, 0x72, 0xd1]);
        var map = Length;
        Length += 8;
        var entries = 6;
        WriteSymbol("x-opt-sequence-number"u8);
        WriteLong(0x81, sequenceNumber);
        WriteSymbol("x-opt-offset"u8);
        WriteString(offset.ToString(CultureInfo.InvariantCulture));
        WriteSymbol("x-opt-enqueued-time"u8);
        WriteLong(0x83, enqueuedAt);
        if (key is not null)
        {
            WriteSymbol("x-opt-partition-key"u8);
            WriteString(key);
            entries += 2;
        }

        for (var rest = message.Annotations; !rest.IsEmpty; )
        {
            var name = EncodedMessage.Next(ref rest);
            var value = EncodedMessage.Next(ref rest);
            if (IsOurs(EncodedMessage.Text(name)))
            {
                continue;
            }

            Write(name);
            Write(value);
            entries += 2;
        }

        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(map), Length - map - 4);
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(map + 4), entries);
        Write(message.Bare);
        EventRecord.WriteHead(_bytes.AsSpan(start, Length - start), sequenceNumber, enqueuedAt);
    }

    private static bool IsOurs(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("x-opt-partition-key"u8)
        || name.SequenceEqual("x-opt-sequence-number"u8)
        || name.SequenceEqual("x-opt-offset"u8)
        || name.SequenceEqual("x-opt-enqueued-time"u8);

    private void Reserve(int more)
    {
        if (Length + more > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + more));
        }
    }

    private void Write(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_bytes.AsSpan(Length));
        Length += value.Length;
    }

    private void WriteSymbol(ReadOnlySpan<byte> name)
    {
        Write([0xa3, (byte)name.Length]);
        Write(name);
    }

    private void WriteLong(byte format, long value)
    {
        _bytes[Length] = format;
        BinaryPrimitives.WriteInt64BigEndian(_bytes.AsSpan(Length + 1), value);
        Length += 9;
    }

    private void WriteString(string value)
    {
        var at = Length;
        _bytes[at] = 0xb1;
        var size = Encoding.UTF8.GetBytes(value, _bytes.AsSpan(at + 5));
        BinaryPrimitives.WriteInt32BigEndian(_bytes.AsSpan(at + 1), size);
        Length = at + 5 + size;
    }
}
