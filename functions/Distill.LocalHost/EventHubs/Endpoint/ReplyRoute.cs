using Amqp;
using Amqp.Framing;
using Amqp.Listener;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>A link on which a client waits for answers. It holds each answer back until the client gives credit for it.</summary>
internal sealed class ReplyRoute(ListenerLink link, string? target, Action<ReplyRoute> closed) : LinkEndpoint
{
    private readonly Lock _gate = new();
    private readonly Queue<Message> _waiting = new();
    private int _credit;

    /// <summary>
    /// Returns whether a request's answer belongs on this link. It compares the target's address or, for a client that gives none, the link's name.
    /// </summary>
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
        // A sent answer needs no further action.
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
            // The client closed this link before its answer came, so drop the answers. Don't throw: the client's other links must stay open.
            _waiting.Clear();
        }
    }
}
