using Azure.Core;
using Azure.Messaging.EventHubs;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>
/// Runs a function on the events of a hub, like the Event Hubs extension of the Functions host. Hosts share the partitions. A batch is checkpointed
/// when the function has succeeded, or has failed after all its retries.
/// </summary>
/// <remarks>
/// A batch is cancelled when the host stops or another host takes the partition. A cancelled batch is not checkpointed and comes again.
/// </remarks>
internal sealed class EventHubTriggerListener : IAsyncDisposable
{
    /// <summary>How long it may take to close the links and release the partitions.</summary>
    private static readonly TimeSpan s_closePatience = TimeSpan.FromSeconds(20);

    private readonly EventHubTriggerOptions _options;
    private readonly ILogger _logger;
    private readonly RunningBatches _running = new();
    private readonly HubReader _reader;
    private readonly Lock _lock = new();
    private Task? _stopped;

    /// <param name="options">What to listen to.</param>
    /// <param name="invoke">
    /// Runs the function. It throws what the function throws. If the worker dies, it throws <see cref="Worker.WorkerLostException"/>, and the run
    /// does not count.
    /// </param>
    /// <param name="logger">Logs outages and failed batches.</param>
    public EventHubTriggerListener(EventHubTriggerOptions options, Func<HubBatch, CancellationToken, Task> invoke, ILogger logger)
    {
        _options = options;
        _logger = logger;
        var blobs = new BlobServiceClient(
            options.BlobConnectionString,
            new BlobClientOptions
            {
                // A few retries are enough here, because the callers retry for as long as an outage lasts.
                Retry =
                {
                    Mode = RetryMode.Exponential,
                    MaxRetries = 2,
                    Delay = TimeSpan.FromMilliseconds(100),
                    NetworkTimeout = TimeSpan.FromSeconds(10),
                },
            }
        );
        var outage = new Outage(
            exception => TriggerLog.StorageAway(logger, options.Function, blobs.Uri, Reason.Of(exception)),
            () => TriggerLog.StorageBack(logger, options.Function, blobs.Uri)
        );
        var checkpoints = new BlobCheckpoints(blobs.GetBlobContainerClient(options.BlobContainer), outage, logger);
        _reader = new HubReader(options, checkpoints, _running, new BatchRuns(options, invoke, _running, logger), logger);
    }

    /// <summary>Starts to listen. It does not wait for hub or storage. If one of them is away, it retries until both are there.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _reader.StartProcessingAsync(cancellationToken);

    /// <summary>
    /// Starts no new batch. Waits for the running ones for the grace period, then cancels the rest and releases the partitions.
    /// </summary>
    public Task StopAsync(TimeSpan grace)
    {
        lock (_lock)
        {
            return _stopped ??= StopOnceAsync(grace);
        }
    }

    /// <summary>Stops without a grace period if it was not stopped before.</summary>
    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero).ConfigureAwait(false);
        _running.Dispose();
    }

    private async Task StopOnceAsync(TimeSpan grace)
    {
        var drained = _running.DrainAsync();
        await drained.WaitAsync(grace).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!drained.IsCompleted)
        {
            TriggerLog.StopGraceOver(_logger, _options.Function, grace);
        }

        try
        {
            await _reader.StopProcessingAsync(CancellationToken.None).WaitAsync(s_closePatience).ConfigureAwait(false);
        }
        catch (Exception exception) when (BlobCheckpoints.IsFault(exception) || exception is EventHubsException or TimeoutException)
        {
            TriggerLog.PartitionsKept(
                _logger,
                _options.Function,
                _options.EventHub,
                Reason.Of(exception),
                _options.Host.PartitionOwnershipExpirationInterval
            );
        }

        await _reader.DisposeAsync().ConfigureAwait(false);
    }
}
