using System.Collections.Concurrent;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Ownership and checkpoints of processors in this process.</summary>
internal sealed class MemoryCheckpoints : CheckpointStore
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, EventProcessorPartitionOwnership> _owners = [];
    private readonly ConcurrentDictionary<string, string> _offsets = new();

    public ILookup<string, string> PartitionsByOwner
    {
        get
        {
            lock (_gate)
            {
                return _owners.Values.Where(it => it.OwnerIdentifier.Length > 0).ToLookup(it => it.OwnerIdentifier, it => it.PartitionId);
            }
        }
    }

    public override Task<IEnumerable<EventProcessorPartitionOwnership>> ListOwnershipAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        CancellationToken cancellationToken
    )
    {
        lock (_gate)
        {
            return Task.FromResult<IEnumerable<EventProcessorPartitionOwnership>>([.. _owners.Values]);
        }
    }

    public override Task<IEnumerable<EventProcessorPartitionOwnership>> ClaimOwnershipAsync(
        IEnumerable<EventProcessorPartitionOwnership> desiredOwnership,
        CancellationToken cancellationToken
    )
    {
        var claimed = new List<EventProcessorPartitionOwnership>();
        lock (_gate)
        {
            foreach (var wanted in desiredOwnership)
            {
                if (_owners.TryGetValue(wanted.PartitionId, out var there) && there.Version != wanted.Version)
                {
                    continue;
                }

                claimed.Add(
                    _owners[wanted.PartitionId] = new EventProcessorPartitionOwnership
                    {
                        FullyQualifiedNamespace = wanted.FullyQualifiedNamespace,
                        EventHubName = wanted.EventHubName,
                        ConsumerGroup = wanted.ConsumerGroup,
                        OwnerIdentifier = wanted.OwnerIdentifier,
                        PartitionId = wanted.PartitionId,
                        LastModifiedTime = DateTimeOffset.UtcNow,
                        Version = $"{Guid.NewGuid()}",
                    }
                );
            }
        }

        return Task.FromResult<IEnumerable<EventProcessorPartitionOwnership>>(claimed);
    }

    public override Task<EventProcessorCheckpoint> GetCheckpointAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        string partitionId,
        CancellationToken cancellationToken
    ) =>
        Task.FromResult(
            !_offsets.TryGetValue(partitionId, out var offset)
                ? null!
                : new EventProcessorCheckpoint
                {
                    FullyQualifiedNamespace = fullyQualifiedNamespace,
                    EventHubName = eventHubName,
                    ConsumerGroup = consumerGroup,
                    PartitionId = partitionId,
                    StartingPosition = EventPosition.FromOffset(offset, isInclusive: false),
                }
        );

    public override Task UpdateCheckpointAsync(
        string fullyQualifiedNamespace,
        string eventHubName,
        string consumerGroup,
        string partitionId,
        string clientIdentifier,
        CheckpointPosition startingPosition,
        CancellationToken cancellationToken
    )
    {
        _offsets[partitionId] = startingPosition.OffsetString;
        return Task.CompletedTask;
    }
}
