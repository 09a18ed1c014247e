using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace Distill.LocalHost.EventHubs.Storage;

/// <summary>
/// The head of one event in a segment file: the message's length, a checksum, the sequence number, and when it came (milliseconds since 1970). The
/// message follows as a receiver gets it. Numbers are little-endian.
/// </summary>
internal readonly record struct EventRecord(int MessageLength, uint Checksum, long SequenceNumber, long EnqueuedAt)
{
    public const int HeadSize = 24;

    /// <summary>The largest message in bytes. A greater length means that the head is damaged.</summary>
    public const int MaxMessageLength = 64 * 1024 * 1024;

    public int Size => HeadSize + MessageLength;

    public static EventRecord ReadHead(ReadOnlySpan<byte> head) =>
        new(
            BinaryPrimitives.ReadInt32LittleEndian(head),
            BinaryPrimitives.ReadUInt32LittleEndian(head[4..]),
            BinaryPrimitives.ReadInt64LittleEndian(head[8..]),
            BinaryPrimitives.ReadInt64LittleEndian(head[16..])
        );

    /// <summary>Writes the head before a message that is already in place.</summary>
    public static void WriteHead(Span<byte> record, long sequenceNumber, long enqueuedAt)
    {
        BinaryPrimitives.WriteInt32LittleEndian(record, record.Length - HeadSize);
        BinaryPrimitives.WriteInt64LittleEndian(record[8..], sequenceNumber);
        BinaryPrimitives.WriteInt64LittleEndian(record[16..], enqueuedAt);
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], ChecksumOf(record));
    }

    public bool IsWhole(ReadOnlySpan<byte> record) => ChecksumOf(record[..Size]) == Checksum;

    private static uint ChecksumOf(ReadOnlySpan<byte> record)
    {
        var rest = record[8..];
        var crc = uint.MaxValue;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(rest[..(rest.Length & ~7)]))
        {
            crc = BitOperations.Crc32C(crc, word);
        }

        foreach (var last in rest[(rest.Length & ~7)..])
        {
            crc = BitOperations.Crc32C(crc, last);
        }

        return ~crc;
    }
}
