using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs;

/// <summary>A link on which a client waits for answers. An answer waits until the client has given credit for it.</summary>
internal sealed class ReplyRoute(ListenerLink link, string? target, ReplyRoutes routes) : LinkEndpoint
{
    readonly Lock gate = new();
    readonly Queue<Message> waiting = new();
    int credit;

    /// <summary>By the target's address or, for a client that attaches without one, by the link's name.</summary>
    public bool Leads(Connection connection, string? replyTo) =>
        link.Session.Connection == connection && replyTo is not null && (replyTo == target || replyTo == link.Name);

    public void Send(Message answer)
    {
        lock (gate)
        {
            waiting.Enqueue(answer);
            Drain();
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (gate)
        {
            credit += flowContext.Messages;
            Drain();
        }
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // An answer that was sent is done with.
    }

    public override void OnLinkClosed(ListenerLink link, Error error) => routes.Remove(this);

    void Drain()
    {
        try
        {
            for (; credit > 0 && waiting.TryDequeue(out var answer); credit--)
                link.SendMessage(answer);
        }
        catch (AmqpException)
        {
            // The client closed this link before its answer came: it does not want it, and its other links shall live.
            waiting.Clear();
        }
    }
}
