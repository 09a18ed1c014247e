using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>A client's sending link. It stores each message, single or batch, and then acknowledges it.</summary>
internal sealed class IncomingEvents(Hub hub, PartitionLog? partition, int maxMessageBytes, ILogger logger) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        var raw = (RawMessage)messageContext.Message;
        Error? error = null;
        try
        {
            var whole = EncodedMessage.Read(raw.Bytes.Span);
            var events = raw.Format == AmqpNames.BatchFormat ? EncodedMessage.DataSections(raw.Bytes[^whole.Bare.Length..]) : [raw.Bytes];
            if (raw.Bytes.Length > maxMessageBytes)
            {
                var reason = $"The message has {raw.Bytes.Length} bytes; {maxMessageBytes} are let through.";
                error = new(ErrorCode.MessageSizeExceeded) { Description = reason };
            }
            else if (events.Count == 0)
            {
                error = new(ErrorCode.DecodeError) { Description = "The batch has no events." };
            }
            else
            {
                Keep(events, whole.FindString("x-opt-partition-key"u8));
            }
        }
        catch (InvalidDataException exception)
        {
            error = new(ErrorCode.DecodeError) { Description = exception.Message };
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            // The disk is full, or the endpoint is stopping. Tell the client to try again.
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
        // A sender's flow frames need no action.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The sender settles its own messages, so there is nothing to do.
    }

    private void Keep(IReadOnlyList<ReadOnlyMemory<byte>> events, string? partitionKey) =>
        (partition ?? hub.Route(partitionKey)).Append(events, partitionKey);
}
