using System.Net.Sockets;
using Azure;
using Azure.Messaging.EventHubs;
using Azure.Messaging.EventHubs.Consumer;
using Azure.Messaging.EventHubs.Primitives;
using Azure.Messaging.EventHubs.Processor;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Owns its share of a hub's partitions. Delivers each partition's batches one at a time and in order, and writes checkpoints.</summary>
internal sealed class HubReader : PluggableCheckpointStoreEventProcessor<OwnedPartition>, IAsyncDisposable
{
    private static readonly TimeSpan s_minCheckpointDelay = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan s_maxCheckpointDelay = TimeSpan.FromSeconds(5);

    private readonly EventHubTriggerOptions _options;
    private readonly EventHubConsumerClient _hub;
    private readonly RunningBatches _running;
    private readonly BatchRuns _runs;
    private readonly Outage _outage;
    private readonly ILogger _logger;
    private bool _isListening;

    public HubReader(EventHubTriggerOptions options, CheckpointStore checkpoints, RunningBatches running, BatchRuns runs, ILogger logger)
        : base(
            checkpoints,
            options.Host.MaxEventBatchSize,
            options.ConsumerGroup,
            options.ConnectionString,
            options.EventHub,
            ToProcessorOptions(options.Host)
        )
    {
        _options = options;
        _running = running;
        _runs = runs;
        _logger = logger;
        Address = EventHubsConnectionStringProperties.Parse(options.ConnectionString).Endpoint.Authority;
        _hub = new EventHubConsumerClient(
            options.ConsumerGroup,
            options.ConnectionString,
            options.EventHub,
            new EventHubConsumerClientOptions { RetryOptions = options.Host.ClientRetryOptions.ToOptions() }
        );
        _outage = new Outage(
            exception => TriggerLog.HubAway(logger, options.Function, options.EventHub, Address, Reason.Of(exception)),
            () => TriggerLog.HubBack(logger, options.Function, options.EventHub, Address)
        );
    }

    private string Address { get; }

    /// <summary>Closes what this class opened. Stop the processor first.</summary>
    public ValueTask DisposeAsync() => _hub.DisposeAsync();

    // The official check fails the start if the hub or the storage is away. We skip it and wait for both instead.
    protected override Task ValidateProcessingPreconditions(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>
    /// Lists the partitions. The base class calls it in each cycle of load balancing. If the hub does not answer, it then calls the error handler.
    /// </summary>
    protected override async Task<string[]> ListPartitionIdsAsync(EventHubConnection connection, CancellationToken cancellationToken)
    {
        var partitions = await base.ListPartitionIdsAsync(connection, cancellationToken).ConfigureAwait(false);
        _outage.Succeeded();
        if (!_isListening)
        {
            _isListening = true;
            TriggerLog.Listening(_logger, _options.Function, EventHubName, partitions.Length, ConsumerGroup, Address);
        }

        return partitions;
    }

    protected override async Task<EventProcessorCheckpoint> GetCheckpointAsync(string partitionId, CancellationToken cancellationToken)
    {
        var checkpoint = await base.GetCheckpointAsync(partitionId, cancellationToken).ConfigureAwait(false);
        if (checkpoint is not BlobCheckpoint { SequenceNumber: { } number })
        {
            return checkpoint;
        }

        var there = await _hub.GetPartitionPropertiesAsync(partitionId, cancellationToken).ConfigureAwait(false);
        if (there.LastEnqueuedSequenceNumber >= number)
        {
            return checkpoint;
        }

        // The hub was deleted and made anew under the same name. Ignore the checkpoint, so that the initial offset applies.
        TriggerLog.CheckpointAhead(_logger, EventHubName, partitionId, number, there.LastEnqueuedSequenceNumber);
        return null!;
    }

    protected override Task OnInitializingPartitionAsync(OwnedPartition partition, CancellationToken cancellationToken)
    {
        TriggerLog.PartitionOpened(_logger, _options.Function, EventHubName, partition.PartitionId);
        return Task.CompletedTask;
    }

    protected override async Task OnProcessingEventBatchAsync(
        IEnumerable<EventData> events,
        OwnedPartition partition,
        CancellationToken cancellationToken
    )
    {
        partition.Add(events, _options.Clock);
        while (partition.Next(_options.Host, _options.Clock) is { } batch)
        {
            if (!await DeliverAsync(batch, partition, cancellationToken).ConfigureAwait(false))
            {
                // The events must come again, so no later events may run. Wait until another host takes the partition or the host stops.
                await Task.Delay(Timeout.Infinite, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                return;
            }
        }
    }

    protected override async Task OnPartitionProcessingStoppedAsync(
        OwnedPartition partition,
        ProcessingStoppedReason reason,
        CancellationToken cancellationToken
    )
    {
        TriggerLog.PartitionClosed(_logger, _options.Function, EventHubName, partition.PartitionId, reason.ToString());
        if (reason != ProcessingStoppedReason.Shutdown || partition.Unsaved is not { } position)
        {
            return;
        }

        // If batchCheckpointFrequency is above 1, batches since the last checkpoint are done too. So write their checkpoint.
        try
        {
            await UpdateCheckpointAsync(partition.PartitionId, position, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlobCheckpoints.IsFault(exception))
        {
            TriggerLog.CheckpointLeftOut(_logger, EventHubName, partition.PartitionId, Reason.Of(exception));
        }
    }

    protected override Task OnProcessingErrorAsync(
        Exception exception,
        OwnedPartition? partition,
        string operationDescription,
        CancellationToken cancellationToken
    )
    {
        if (IsStorage(exception) || (exception.InnerException is { } inner && IsStorage(inner)))
        {
            // The checkpoint store logs its outages itself.
            return Task.CompletedTask;
        }

        if (partition is null)
        {
            // Without a partition, the hub could not list them.
            _outage.Failed(_outage.Attempt(), exception);
        }
        else if (exception is not (EventHubsException { IsTransient: true } or TimeoutException or IOException or SocketException))
        {
            TriggerLog.PartitionBroken(_logger, exception, _options.Function, EventHubName, partition.PartitionId, operationDescription);
        }
        else if (partition.TellsInterruption())
        {
            TriggerLog.PartitionInterrupted(_logger, _options.Function, partition.PartitionId, EventHubName, Reason.Of(exception));
        }

        return Task.CompletedTask;
    }

    private static bool IsStorage(Exception exception) => exception is RequestFailedException or AggregateException;

    private async Task<bool> DeliverAsync(EventData[] batch, OwnedPartition partition, CancellationToken cancellationToken)
    {
        if (!_running.TryBegin())
        {
            return false;
        }

        try
        {
            var isCheckpointing = partition.Batches + 1 >= _options.Host.BatchCheckpointFrequency;
            var context = new PartitionContextData(isCheckpointing, FullyQualifiedNamespace, EventHubName, ConsumerGroup, partition.PartitionId);
            if (!await _runs.RunAsync(context, batch, cancellationToken).ConfigureAwait(false))
            {
                TriggerLog.BatchAbandoned(_logger, _options.Function, partition.PartitionId, batch[0].SequenceNumber, batch[^1].SequenceNumber);
                return false;
            }

            partition.Batches++;
            partition.Unsaved = CheckpointPosition.FromEvent(batch[^1]);
            return !isCheckpointing || await CheckpointAsync(partition, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _running.End();
        }
    }

    /// <summary>
    /// Writes the checkpoint. It waits however long the storage is away: without checkpoints, a crash would repeat more and more events.
    /// </summary>
    private async Task<bool> CheckpointAsync(OwnedPartition partition, CancellationToken cancellationToken)
    {
        var backoff = new Backoff(s_minCheckpointDelay, s_maxCheckpointDelay);
        while (true)
        {
            try
            {
                await UpdateCheckpointAsync(partition.PartitionId, partition.Unsaved!.Value, cancellationToken).ConfigureAwait(false);
                partition.Unsaved = null;
                partition.Batches = 0;
                return true;
            }
            catch (Exception exception) when (BlobCheckpoints.IsFault(exception))
            {
                // The store logs the outage itself.
                if (!await _runs.PauseAsync(backoff.Next(), cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }
        }
    }

    private static EventProcessorOptions ToProcessorOptions(EventHubsHostOptions host) =>
        new()
        {
            DefaultStartingPosition = host.Initial.Position,
            LoadBalancingStrategy = LoadBalancingStrategy.Greedy,
            LoadBalancingUpdateInterval = host.LoadBalancingUpdateInterval,
            PartitionOwnershipExpirationInterval = host.PartitionOwnershipExpirationInterval,
            // Without a minimum batch size, each call brings events. With one, empty calls come too, to check whether the wait is over.
            MaximumWaitTime =
                host.MinEventBatchSize > 1
                    ? TimeSpan.FromTicks(Math.Clamp(host.MaxWaitTime.Ticks / 10, TimeSpan.TicksPerMillisecond * 20, TimeSpan.TicksPerSecond))
                    : null,
            PrefetchCount = Math.Max(host.PrefetchCount, host.MaxEventBatchSize),
            RetryOptions = host.ClientRetryOptions.ToOptions(),
        };
}
