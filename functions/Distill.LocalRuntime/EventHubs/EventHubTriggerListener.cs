using Azure.Messaging.EventHubs;
using Distill.EventHubs;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>
/// Runs a function on the events of a hub, over AMQP from any Event Hubs-compatible endpoint: all partitions side by side, each partition's
/// batches one after the other and in order.
/// </summary>
/// <remarks>
/// As with the real worker a batch is checkpointed whether the function succeeded or threw, after its retries; one that is cancelled, or whose
/// retries a stop cuts short, is not, and comes again. There are no leases: two listeners of one group both get everything.
/// </remarks>
internal sealed class EventHubTriggerListener(
    EventHubTriggerOptions options, Func<EventData[], EventHubPartition, CancellationToken, Task> run, ILogger logger) : IAsyncDisposable
{
    /// <summary>How long a function that does not look at its token is waited for once that is cancelled.</summary>
    static readonly TimeSpan LastPatience = TimeSpan.FromSeconds(5);

    readonly EventHubsConnectionString to = EventHubsConnectionString.Parse(options.ConnectionString);
    readonly CancellationTokenSource stop = new();
    readonly CancellationTokenSource abandon = new();
    Task running = Task.CompletedTask;

    /// <summary>Begins to listen. An endpoint that is not there yet is waited for, so this does not fail because of it.</summary>
    public void Start()
    {
        options.Host.Validate();
        running = ListenAsync();
    }

    /// <summary>Begins no new batch, waits for the running ones for the grace period, and cancels what is left then.</summary>
    public async Task StopAsync(CancellationToken hurry = default)
    {
        await stop.CancelAsync().ConfigureAwait(false);
        if (!await EndsWithinAsync(options.StopGrace, hurry).ConfigureAwait(false))
        {
            EventHubsLog.StopGraceOver(logger, options.Function, options.StopGrace);
            await abandon.CancelAsync().ConfigureAwait(false);
            if (!await EndsWithinAsync(LastPatience, CancellationToken.None).ConfigureAwait(false))
            {
                EventHubsLog.FunctionIgnoresToken(logger, options.Function);
                return;
            }
        }

        await running.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync().ConfigureAwait(false);
        if (!running.IsCompleted)
            return;
        stop.Dispose();
        abandon.Dispose();
    }

    async Task<bool> EndsWithinAsync(TimeSpan time, CancellationToken hurry)
    {
        await running.WaitAsync(time, hurry).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return running.IsCompleted;
    }

    async Task ListenAsync()
    {
        // The caller goes on while the endpoint is looked for.
        await Task.Yield();
        if (await FindPartitionsAsync().ConfigureAwait(false) is not { } partitions)
            return;
        EventHubsLog.Listening(logger, options.Function, options.EventHub, partitions.Count, options.ConsumerGroup, to);
        var checkpoints = new Checkpoints(options.CheckpointPath, to.Host, options.EventHub, options.ConsumerGroup, logger);
        await Task.WhenAll(partitions.Select(partition =>
            new PartitionConsumer(options, to, partition, checkpoints, run, logger).RunAsync(stop.Token, abandon.Token))).ConfigureAwait(false);
    }

    async Task<IReadOnlyList<string>?> FindPartitionsAsync()
    {
        var backoff = new Backoff(options.LeastReconnectDelay, options.MostReconnectDelay);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                return await ReadPartitionsAsync().ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception) when (AmqpLinks.IsLost(exception))
            {
                var delay = backoff.Next();
                EventHubsLog.HubNotReached(logger, options.Function, options.EventHub, to, exception.Message, delay);
                await Task.Delay(delay, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        return null;
    }

    async Task<IReadOnlyList<string>> ReadPartitionsAsync()
    {
        var connection = await AmqpLinks.ConnectAsync(to, stop.Token).ConfigureAwait(false);
        try
        {
            await using var management = await HubManagement.OpenAsync(connection, to, options.EventHub, stop.Token).ConfigureAwait(false);
            return await management.ReadPartitionIdsAsync(stop.Token).ConfigureAwait(false);
        }
        finally
        {
            await AmqpLinks.CloseAsync(connection).ConfigureAwait(false);
        }
    }
}
