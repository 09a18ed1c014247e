using Amqp;

namespace Distill.LocalHost.EventHubs;

/// <summary>The links on which clients wait for answers, found by what a request says to reply to.</summary>
internal sealed class ReplyRoutes
{
    readonly Lock gate = new();
    readonly List<ReplyRoute> routes = [];

    public void Add(ReplyRoute route)
    {
        lock (gate)
            routes.Add(route);
    }

    public void Remove(ReplyRoute route)
    {
        lock (gate)
            routes.Remove(route);
    }

    /// <summary>Only links of the connection that asked: two clients may use the same name ("cbs") for theirs.</summary>
    public ReplyRoute? Find(Connection connection, string? replyTo)
    {
        lock (gate)
            return routes.Find(route => route.Leads(connection, replyTo));
    }
}
