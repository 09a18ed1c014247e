using Azure.Core.Amqp;
using Azure.Messaging.EventHubs;
using Distill.Contracts;
using Distill.Functions.Batches;

namespace Distill.Functions.Ingest;

/// <summary>Takes the bytes out of a hub's event, and what the hub says of it. Whatever the event is, it costs no other one.</summary>
internal static class HubEventReader
{
    public static HubEvent Read(EventData e)
    {
        var message = e.GetRawAmqpMessage();
        try
        {
            // A body that is an AMQP value or sequence has no bytes to parse, and asking for them throws.
            var body = message.Body.BodyType == AmqpMessageBodyType.Data ? e.EventBody.ToMemory() : (ReadOnlyMemory<byte>?)null;
            var read = new HubEvent(e.SequenceNumber, e.EnqueuedTime, body ?? message.ToBytes().ToMemory())
            {
                Fault = body is null ? DeadLetter.NotData : null,
            };
            return read.Sequence >= 0 ? read : read with { Sequence = Unnumbered(read.Body.Span) };
        }
        catch (Exception x) when (x is not OutOfMemoryException)
        {
            // The AMQP library names no list of what it throws for annotations and bodies of odd types.
            return Unreadable(message, x);
        }
    }

    private static HubEvent Unreadable(AmqpAnnotatedMessage message, Exception why)
    {
        var known = System.Text.Encoding.UTF8.GetBytes($"{why.GetType().Name}: {message.Body?.BodyType}");
        return new HubEvent(Unnumbered(known), default, known) { Fault = DeadLetter.NotData };
    }

    // Below zero, and the same in a replay.
    private static long Unnumbered(ReadOnlySpan<byte> bytes) => ~(long)(Fingerprint.Of(bytes) >> 1);
}
