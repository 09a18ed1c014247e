using System.Globalization;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Distill.LocalHost.EventHubs.Storage;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>Adds to each event how far the partition had come when the event was sent, for receivers that ask for it.</summary>
internal static class LastEnqueued
{
    /// <summary>The most bytes that the annotations take.</summary>
    private const int Most = 256;

    public static ByteBuffer AddTo(ArraySegment<byte> message, PartitionState state, DateTimeOffset now)
    {
        var annotations = new DeliveryAnnotations
        {
            [new Symbol("last_enqueued_sequence_number")] = state.LastSequence,
            [new Symbol("last_enqueued_offset")] = state.LastOffset.ToString(CultureInfo.InvariantCulture),
            [new Symbol("last_enqueued_time_utc")] = DateTimeOffset.FromUnixTimeMilliseconds(state.LastEnqueuedAt).UtcDateTime,
            [new Symbol("runtime_info_retrieval_time_utc")] = now.UtcDateTime,
        };
        var header = EncodedMessage.HeaderSize(message);
        var buffer = new ByteBuffer(message.Count + Most, autoGrow: true);
        AmqpBitConverter.WriteBytes(buffer, message.Array, message.Offset, header);
        annotations.Encode(buffer);
        AmqpBitConverter.WriteBytes(buffer, message.Array, message.Offset + header, message.Count - header);
        return buffer;
    }
}
