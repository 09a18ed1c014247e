using System.Collections.Concurrent;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>An official processor that keeps the events it gets and writes a checkpoint after each batch.</summary>
internal sealed class CollectingProcessor(EndpointFixture endpoint, MemoryCheckpoints checkpoints)
    : PluggableCheckpointStoreEventProcessor<EventProcessorPartition>(
        checkpoints,
        50,
        EventHubConsumerClient.DefaultConsumerGroupName,
        endpoint.ConnectionString,
        "calls",
        new EventProcessorOptions
        {
            LoadBalancingUpdateInterval = TimeSpan.FromMilliseconds(300),
            // Far longer than a busy machine holds a thread up: ownership changes hands by balancing only.
            PartitionOwnershipExpirationInterval = TimeSpan.FromMinutes(2),
            DefaultStartingPosition = EventPosition.Earliest,
        }
    )
{
    public ConcurrentQueue<(string Partition, EventData Event)> Events { get; } = new();

    public ConcurrentQueue<Exception> Errors { get; } = new();

    protected override async Task OnProcessingEventBatchAsync(
        IEnumerable<EventData> events,
        EventProcessorPartition partition,
        CancellationToken cancellationToken
    )
    {
        var last = default(EventData);
        foreach (var one in events)
        {
            Events.Enqueue((partition.PartitionId, last = one));
        }

        if (last is not null)
        {
            await UpdateCheckpointAsync(partition.PartitionId, CheckpointPosition.FromEvent(last), CancellationToken.None);
        }
    }

    protected override Task OnProcessingErrorAsync(
        Exception exception,
        EventProcessorPartition? partition,
        string operationDescription,
        CancellationToken cancellationToken
    )
    {
        Errors.Enqueue(exception);
        return Task.CompletedTask;
    }
}
