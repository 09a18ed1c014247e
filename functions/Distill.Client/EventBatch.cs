using System.Buffers.Binary;
using System.Text;
using Amqp;
using Amqp.Framing;
using Distill.EventHubs;

namespace Distill.Client;

/// <summary>Encoded events on their way to one partition, as one message of the batch format.</summary>
internal sealed class EventBatch
{
    /// <summary>What the batch's own sections and frames may take.</summary>
    const int Overhead = 256;

    /// <summary>A data section around each event: descriptor, format code, 32-bit length.</summary>
    const int SectionOverhead = 8;

    readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    readonly List<int> ends = [];
    byte[] bytes = [];
    int length;

    public int Count => ends.Count;

    /// <summary>The size of the message that this becomes, a little overstated.</summary>
    public int Size => Overhead + length + ends.Count * SectionOverhead;

    /// <summary>When the first event came (Environment.TickCount64).</summary>
    public long StartedAt { get; private set; }

    /// <summary>Ends when the batch is acknowledged or given up.</summary>
    public Task Settled => settled.Task;

    /// <summary>What a batch of this one event would be.</summary>
    public static int SizeAlone(string? partitionKey, ReadOnlySpan<byte> body) => Overhead + SectionOverhead + EncodedSize(partitionKey, body);

    /// <summary>False when the event does not fit any more.</summary>
    public bool TryAdd(string? partitionKey, ReadOnlySpan<byte> body, int limit)
    {
        var size = EncodedSize(partitionKey, body);
        if (Size + SectionOverhead + size > limit)
            return false;
        if (ends.Count == 0)
            StartedAt = Environment.TickCount64;
        if (length + size > bytes.Length)
            Array.Resize(ref bytes, Math.Max(length + size, Math.Min(bytes.Length * 2, limit)));
        Encode(bytes.AsSpan(length, size), partitionKey, body);
        length += size;
        ends.Add(length);
        return true;
    }

    public Message ToMessage()
    {
        var sections = new DataList();
        var start = 0;
        foreach (var end in ends)
        {
            sections.Add(new Data { Buffer = new ByteBuffer(bytes, start, end - start, end - start) });
            start = end;
        }

        return new Message { BodySection = sections, Format = AmqpNames.BatchFormat };
    }

    public void Settle()
    {
        bytes = [];
        settled.TrySetResult();
    }

    static int EncodedSize(string? partitionKey, ReadOnlySpan<byte> body) =>
        (partitionKey is null ? 0 : 3 + 9 + 2 + 19 + 5 + Encoding.UTF8.GetByteCount(partitionKey)) + SectionOverhead + body.Length;

    /// <summary>An AMQP message: the partition key as an annotation, which the hub keeps for the receivers, and the body as data.</summary>
    static void Encode(Span<byte> to, string? partitionKey, ReadOnlySpan<byte> body)
    {
        if (partitionKey is not null)
        {
            var key = Encoding.UTF8.GetByteCount(partitionKey);
            to[0] = 0x00;
            to[1] = 0x53;
            to[2] = 0x72;
            // map32 of one pair: symbol and string.
            to[3] = 0xd1;
            BinaryPrimitives.WriteInt32BigEndian(to[4..], 4 + 21 + 5 + key);
            BinaryPrimitives.WriteInt32BigEndian(to[8..], 2);
            to[12] = 0xa3;
            to[13] = 19;
            "x-opt-partition-key"u8.CopyTo(to[14..]);
            to[33] = 0xb1;
            BinaryPrimitives.WriteInt32BigEndian(to[34..], key);
            Encoding.UTF8.GetBytes(partitionKey, to[38..]);
            to = to[(38 + key)..];
        }

        to[0] = 0x00;
        to[1] = 0x53;
        to[2] = 0x75;
        to[3] = 0xb0;
        BinaryPrimitives.WriteInt32BigEndian(to[4..], body.Length);
        body.CopyTo(to[8..]);
    }
}
