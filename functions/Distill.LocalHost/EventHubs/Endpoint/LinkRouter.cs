using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Amqp.Types;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>Decides which endpoint serves each link that a client attaches.</summary>
internal sealed class LinkRouter(Hubs hubs, EventHubsEndpointOptions options, ILogger logger) : ILinkProcessor
{
    /// <summary>
    /// How many messages a sender may have in flight. They are stored at once, and the socket's buffers limit the bytes in flight.
    /// </summary>
    private const int SenderCredit = 1000;

    private readonly ReplyRoutes _replies = new();
    private readonly Receivers _receivers = new();

    public void Process(AttachContext attachContext)
    {
        // In the library, Role is the listener's role: true means that the listener receives.
        var attach = attachContext.Attach;
        var address = attachContext.Link.Role ? (attach.Target as Target)?.Address : (attach.Source as Source)?.Address;
        if (address is AmqpNames.ClaimsNode or AmqpNames.ManagementNode)
        {
            AttachToNode(attachContext, address);
        }
        else if (attachContext.Link.Role)
        {
            AttachSender(attachContext, address);
        }
        else
        {
            AttachReceiver(attachContext, address);
        }
    }

    private void AttachToNode(AttachContext context, string node)
    {
        if (!context.Link.Role)
        {
            var route = new ReplyRoute(context.Link, (context.Attach.Target as Target)?.Address, _replies.Remove);
            _replies.Add(route);
            context.Complete(route, 0);
            return;
        }

        context.Attach.MaxMessageSize = (ulong)options.MaxMessageBytes;
        context.Complete(new NodeRequests(_replies, node == AmqpNames.ClaimsNode ? Claims.Answer : new Management(hubs).Answer), 100);
    }

    private void AttachSender(AttachContext context, string? address)
    {
        if (EntityAddress.Parse(address) is not { Group: null } entity || hubs.Find(entity.Hub) is not { } hub)
        {
            Refuse(context, ErrorCode.NotFound, NotFound.Describe(address));
            return;
        }

        var partition = entity.Partition is null ? null : hub.Find(entity.Partition);
        if (entity.Partition is not null && partition is null)
        {
            Refuse(context, ErrorCode.NotFound, NotFound.Describe(address));
            return;
        }

        context.Attach.MaxMessageSize = (ulong)options.MaxMessageBytes;
        context.Complete(new IncomingEvents(hub, partition, options.MaxMessageBytes, logger), SenderCredit);
    }

    private void AttachReceiver(AttachContext context, string? address)
    {
        var entity = EntityAddress.Parse(address);
        var hub = entity is null ? null : hubs.Find(entity.Hub);
        if (
            entity is not { Group: { } group, Partition: { } partitionId }
            || hub?.Find(partitionId) is not { } partition
            || !hubs.HasGroup(hub, group)
        )
        {
            Refuse(context, ErrorCode.NotFound, NotFound.Describe(address));
            return;
        }

        StartingPosition position;
        try
        {
            position = Selector((Source)context.Attach.Source) is { } selector ? StartingPosition.Parse(selector) : StartingPosition.First;
        }
        catch (FormatException exception)
        {
            Refuse(context, ErrorCode.InvalidField, exception.Message);
            return;
        }

        var level = context.Attach.Properties?[AmqpNames.Epoch] is { } epoch
            ? Convert.ToInt64(epoch, System.Globalization.CultureInfo.InvariantCulture)
            : (long?)null;
        if (!_receivers.TryTake($"{hub.Name}/{group}/{partitionId}", context.Link, level, out var holder))
        {
            var place = $"partition {partitionId} of '{hub.Name}' for group '{group}'";
            Refuse(context, ErrorCode.Stolen, $"A receiver with owner level {holder} has {place}.");
            return;
        }

        var wantsLastEnqueued = context.Attach.DesiredCapabilities?.Contains(AmqpNames.ReceiverRuntimeMetric) == true;
        if (wantsLastEnqueued)
        {
            context.Attach.OfferedCapabilities = [AmqpNames.ReceiverRuntimeMetric];
        }

        var outgoing = new OutgoingEvents(context.Link, partition, partition.Find(position), wantsLastEnqueued ? options.Clock : null, logger);
        context.Complete(outgoing, 0);
    }

    private void Refuse(AttachContext context, string condition, string reason)
    {
        EventHubsLog.LinkRefused(logger, reason);
        context.Complete(new Error(condition) { Description = reason });
    }

    private static string? Selector(Source source)
    {
        if (source.FilterSet?[AmqpNames.SelectorFilter] is not { } filter)
        {
            return null;
        }

        return (filter is DescribedValue described ? described.Value : filter) as string;
    }
}
