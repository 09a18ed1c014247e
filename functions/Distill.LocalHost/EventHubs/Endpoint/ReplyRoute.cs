using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>A link on which a client waits for answers. An answer waits until the client has given credit for it.</summary>
internal sealed class ReplyRoute(ListenerLink link, string? target, Action<ReplyRoute> closed) : LinkEndpoint
{
    private readonly Lock _gate = new();
    private readonly Queue<Message> _waiting = new();
    private int _credit;

    /// <summary>By the target's address or, for a client that attaches without one, by the link's name.</summary>
    public bool Leads(Connection connection, string? replyTo) =>
        link.Session.Connection == connection && replyTo is not null && (replyTo == target || replyTo == link.Name);

    public void Send(Message answer)
    {
        lock (_gate)
        {
            _waiting.Enqueue(answer);
            Drain();
        }
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (_gate)
        {
            _credit += flowContext.Messages;
            Drain();
        }
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // An answer that was sent is done with.
    }

    public override void OnLinkClosed(ListenerLink link, Error error) => closed(this);

    private void Drain()
    {
        try
        {
            for (; _credit > 0 && _waiting.TryDequeue(out var answer); _credit--)
            {
                link.SendMessage(answer);
            }
        }
        catch (AmqpException)
        {
            // The client closed this link before its answer came: it does not want it, and its other links shall live.
            _waiting.Clear();
        }
    }
}
