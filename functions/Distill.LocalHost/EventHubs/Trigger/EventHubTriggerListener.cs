using Azure.Core;
using Azure.Messaging.EventHubs;
using Azure.Storage.Blobs;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>
/// Runs a function on the events of a hub, as the Functions host's Event Hubs extension does: hosts share the partitions, and a batch is
/// checkpointed whether
/// the function succeeded or failed, after its retries.
/// </summary>
/// <remarks>A batch that is cancelled, because of a stop or because another host took the partition, is not checkpointed and comes again.</remarks>
internal sealed class EventHubTriggerListener : IAsyncDisposable
{
    /// <summary>How long closing links and giving partitions free may take.</summary>
    private static readonly TimeSpan s_closePatience = TimeSpan.FromSeconds(20);

    private readonly EventHubTriggerOptions _options;
    private readonly ILogger _logger;
    private readonly RunningBatches _running = new();
    private readonly HubReader _reader;
    private readonly Lock _lock = new();
    private Task? _stopped;

    /// <param name="options">What to listen to.</param>
    /// <param name="invoke">
    /// Runs the function. It throws what the function throws, or <see cref="Worker.WorkerLostException"/> when the worker died, which counts as no
    /// run.
    /// </param>
    /// <param name="logger">Where outages and failed batches are told.</param>
    public EventHubTriggerListener(EventHubTriggerOptions options, Func<HubBatch, CancellationToken, Task> invoke, ILogger logger)
    {
        _options = options;
        _logger = logger;
        var blobs = new BlobServiceClient(
            options.BlobConnectionString,
            new BlobClientOptions
            {
                // Those who call try again themselves, for as long as it takes.
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

    /// <summary>Begins to listen. It waits for neither hub nor storage: what is away at first is tried until it is there.</summary>
    public Task StartAsync(CancellationToken cancellationToken) => _reader.StartProcessingAsync(cancellationToken);

    /// <summary>Begins no new batch, waits for the running ones for the grace period, then cancels the rest and gives the partitions free.</summary>
    public Task StopAsync(TimeSpan grace)
    {
        lock (_lock)
        {
            return _stopped ??= StopOnceAsync(grace);
        }
    }

    /// <summary>Stops without grace when it was not stopped.</summary>
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
