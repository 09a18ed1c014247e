using Amqp;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The links on which clients wait for answers. They are found by the reply-to address of a request.</summary>
internal sealed class ReplyRoutes
{
    private readonly Lock _gate = new();
    private readonly List<ReplyRoute> _routes = [];

    public void Add(ReplyRoute route)
    {
        lock (_gate)
        {
            _routes.Add(route);
        }
    }

    public void Remove(ReplyRoute route)
    {
        lock (_gate)
        {
            _routes.Remove(route);
        }
    }

    /// <summary>
    /// Returns the link for an answer, or null. It looks only in the connection of the request: two clients may use the same name ("cbs") for theirs.
    /// </summary>
    public ReplyRoute? Find(Connection connection, string? replyTo)
    {
        lock (_gate)
        {
            return _routes.Find(route => route.Leads(connection, replyTo));
        }
    }
}
