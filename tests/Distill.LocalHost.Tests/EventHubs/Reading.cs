using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Producer;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Reads with the official .NET client.</summary>
internal static class Reading
{
    public static PartitionReceiver Receiver(
        this EndpointFixture endpoint,
        string partition,
        EventPosition position,
        PartitionReceiverOptions? options = null,
        string hub = "calls"
    ) => new(EventHubConsumerClient.DefaultConsumerGroupName, partition, position, endpoint.ConnectionString, hub, options);

    /// <summary>The next events, this many or more.</summary>
    public static async Task<List<EventData>> TakeAsync(this PartitionReceiver receiver, int count)
    {
        using var limit = new CancellationTokenSource(Patience.Limit);
        var events = new List<EventData>();
        while (events.Count < count)
        {
            events.AddRange(await receiver.ReceiveBatchAsync(100, limit.Token));
        }

        return events;
    }

    public static async Task<List<EventData>> ReadAsync(this EndpointFixture endpoint, string partition, int count)
    {
        await using var receiver = endpoint.Receiver(partition, EventPosition.Earliest);
        return await receiver.TakeAsync(count);
    }

    /// <summary>All that a hub holds, with the partition of each event.</summary>
    public static async Task<List<(string Partition, EventData Event)>> ReadAllAsync(this EndpointFixture endpoint, string hub = "calls")
    {
        await using var client = new EventHubProducerClient(endpoint.ConnectionString, hub);
        var found = new List<(string, EventData)>();
        foreach (var partition in await client.GetPartitionIdsAsync())
        {
            var there = (int)(await client.GetPartitionPropertiesAsync(partition)).LastEnqueuedSequenceNumber + 1;
            await using var receiver = endpoint.Receiver(partition, EventPosition.Earliest, hub: hub);
            found.AddRange((await receiver.TakeAsync(there)).Select(it => (partition, it)));
        }

        return found;
    }
}
