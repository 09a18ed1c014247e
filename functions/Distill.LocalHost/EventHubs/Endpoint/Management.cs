using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Distill.LocalHost.EventHubs.Storage;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>The $management node. It answers requests for the properties of a hub or a partition.</summary>
internal sealed class Management(Hubs hubs)
{
    private const string HubType = "com.microsoft:eventhub";
    private const string PartitionType = "com.microsoft:partition";

    public Message Answer(Message request)
    {
        var properties = request.ApplicationProperties;
        var name = properties?["name"]?.ToString();
        if (properties?["operation"] is not "READ")
        {
            return Failed(400, ErrorCode.NotImplemented, "READ is the only operation.");
        }

        if (name is null || hubs.Find(name) is not { } hub)
        {
            return Failed(404, ErrorCode.NotFound, NotFound.Describe(name));
        }

        switch (properties["type"])
        {
            case HubType:
                return Succeeded(Describe(hub));
            case PartitionType:
                var id = properties["partition"]?.ToString() ?? "";
                return hub.Find(id) is { } partition
                    ? Succeeded(Describe(hub, id, partition.State))
                    : Failed(404, ErrorCode.NotFound, NotFound.Describe($"{hub.Name}/Partitions/{id}"));
            default:
                return Failed(400, ErrorCode.NotImplemented, $"'{properties["type"]}' is not a type that can be read.");
        }
    }

    private static Map Describe(Hub hub) =>
        new()
        {
            ["type"] = HubType,
            ["name"] = hub.Name,
            ["created_at"] = hub.CreatedAt.UtcDateTime,
            ["partition_count"] = hub.Partitions.Count,
            ["partition_ids"] = Enumerable.Range(0, hub.Partitions.Count).Select(Hub.PartitionId).ToArray(),
            ["georeplication_factor"] = 1,
        };

    private static Map Describe(Hub hub, string id, PartitionState state) =>
        new()
        {
            ["type"] = PartitionType,
            ["name"] = hub.Name,
            ["partition"] = id,
            ["begin_sequence_number"] = state.FirstSequence,
            ["last_enqueued_sequence_number"] = state.LastSequence,
            ["last_enqueued_offset"] = state.LastOffset.ToString(System.Globalization.CultureInfo.InvariantCulture),
            ["last_enqueued_time_utc"] = DateTimeOffset.FromUnixTimeMilliseconds(state.LastEnqueuedAt).UtcDateTime,
            ["is_partition_empty"] = state.IsEmpty,
        };

    private static Message Succeeded(Map body) =>
        new()
        {
            ApplicationProperties = new ApplicationProperties { ["status-code"] = 200, ["status-description"] = "OK" },
            BodySection = new AmqpValue { Value = body },
        };

    private static Message Failed(int status, string condition, string description) =>
        new()
        {
            ApplicationProperties = new ApplicationProperties
            {
                ["status-code"] = status,
                ["status-description"] = description,
                ["error-condition"] = new Symbol(condition),
            },
            BodySection = new AmqpValue { Value = null },
        };
}
