using Amqp;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The links on which clients wait for answers, found by what a request says to reply to.</summary>
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

    /// <summary>Only links of the connection that asked: two clients may use the same name ("cbs") for theirs.</summary>
    public ReplyRoute? Find(Connection connection, string? replyTo)
    {
        lock (_gate)
        {
            return _routes.Find(route => route.Leads(connection, replyTo));
        }
    }
}
