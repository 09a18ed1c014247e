using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>A client's sending link: each message, single or batch, is kept and then acknowledged.</summary>
internal sealed class IncomingEvents(Hub hub, PartitionLog? partition, int maxMessageBytes, ILogger logger) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        var message = messageContext.Message;
        Error? error = null;
        try
        {
            // Both point into the delivery's own buffer or a fresh one, and are used before this returns.
            var events = message.Format == AmqpNames.BatchFormat ? Unpack(message) : [Written(message.Encode())];
            var size = events.Sum(one => (long)one.Length);
            if (size > maxMessageBytes)
                error = new(ErrorCode.MessageSizeExceeded) { Description = $"The message has {size} bytes; {maxMessageBytes} are let through." };
            else if (events.Count == 0)
                error = new(ErrorCode.DecodeError) { Description = "The batch has no events." };
            else
                Keep(message, events);
        }
        catch (InvalidDataException exception)
        {
            error = new(ErrorCode.DecodeError) { Description = exception.Message };
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The disk is full, or the endpoint is stopping: the client shall try again.
            error = new("com.microsoft:server-busy") { Description = exception.Message };
        }

        if (error is null)
        {
            messageContext.Complete();
            return;
        }

        EventHubsLog.MessageRefused(logger, hub.Name, error.Description);
        messageContext.Complete(error);
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // Senders' flow frames ask for nothing.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // Settled by the one who sent it.
    }

    void Keep(Message message, IReadOnlyList<ReadOnlyMemory<byte>> events)
    {
        var key = message.MessageAnnotations?[AmqpNames.PartitionKey] as string;
        (partition ?? hub.Route(key)).Append(events, key);
    }

    static List<ReadOnlyMemory<byte>> Unpack(Message message) => message.BodySection switch
    {
        Data one => [Written(one.Buffer)],
        DataList list => Unpack(list),
        _ => throw new InvalidDataException("The batch's body is not made of data sections."),
    };

    static List<ReadOnlyMemory<byte>> Unpack(DataList list)
    {
        var events = new List<ReadOnlyMemory<byte>>(list.Count);
        for (var i = 0; i < list.Count; i++)
            events.Add(Written(list[i].Buffer));
        return events;
    }

    static ReadOnlyMemory<byte> Written(ByteBuffer buffer) => buffer.Buffer.AsMemory(buffer.Offset, buffer.Length);
}
