using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The link on which a client sends requests to a node ($cbs or $management).</summary>
internal sealed class NodeRequests(ReplyRoutes replies, Func<Message, Message> answer) : LinkEndpoint
{
    public override void OnMessage(MessageContext messageContext)
    {
        var request = ((RawMessage)messageContext.Message).Decode();
        var route = replies.Find(messageContext.Link.Session.Connection, request.Properties?.ReplyTo);
        if (route is null)
        {
            messageContext.Complete(new Error(ErrorCode.NotFound) { Description = "No link of this connection takes replies to that address." });
            return;
        }

        messageContext.Complete();
        var reply = answer(request);
        reply.Properties = new Properties();
        // Return the id with the type that it came with.
        if (request.Properties?.GetMessageId() is { } id)
        {
            reply.Properties.SetCorrelationId(id);
        }

        route.Send(reply);
    }

    public override void OnFlow(FlowContext flowContext)
    {
        // The client sends on this link, so its flow frames need no action.
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // The client settles its own requests, so there is nothing to do.
    }
}
