using System.Globalization;
using Amqp;
using Azure.Messaging.EventHubs;
using Distill.EventHubs;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>
/// Reads one partition for one function: a batch at a time, in order, each with its retries and then its checkpoint, whether it succeeded or not.
/// </summary>
internal sealed class PartitionConsumer(
    EventHubTriggerOptions options,
    EventHubsConnectionString to,
    string partitionId,
    Checkpoints checkpoints,
    Func<EventData[], EventHubPartition, CancellationToken, Task> run,
    ILogger logger)
{
    /// <summary>The last event that is done with; the next connection begins behind it.</summary>
    Checkpoint? done;
    Checkpoint? saved;
    int batches;

    /// <param name="stop">No batch begins after it.</param>
    /// <param name="abandon">The running batch's own token; what ends by it is not checkpointed.</param>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        saved = done = checkpoints.Load(partitionId);
        var backoff = new Backoff(options.LeastReconnectDelay, options.MostReconnectDelay);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await ConsumeAsync(backoff, stop, abandon).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception exception)
            {
                // A lost connection or a fault of ours: either way the partition is read again from where it was saved, as the real host does.
                var delay = backoff.Next();
                if (AmqpLinks.IsLost(exception))
                    EventHubsLog.PartitionLost(logger, options.Function, options.EventHub, partitionId, to, exception.Message, delay);
                else
                    EventHubsLog.PartitionBroken(logger, exception, options.Function, options.EventHub, partitionId, delay);
                await Task.Delay(delay, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        // With a checkpoint every few batches only, those since the last one are done as well.
        if (done is not null && done != saved)
            Save();
    }

    async Task ConsumeAsync(Backoff backoff, CancellationToken stop, CancellationToken abandon)
    {
        var connection = await AmqpLinks.ConnectAsync(to, stop).ConfigureAwait(false);
        try
        {
            var selector = await SelectorAsync(connection, stop).ConfigureAwait(false);
            var address = $"{options.EventHub}/ConsumerGroups/{options.ConsumerGroup}/Partitions/{partitionId}";
            await using var stream = await PartitionStream.OpenAsync(connection, to, address, selector, options.Host, stop).ConfigureAwait(false);
            EventHubsLog.PartitionOpened(logger, options.Function, options.EventHub, partitionId, selector);
            backoff.Reset();
            while (!stop.IsCancellationRequested)
            {
                var events = await stream.NextAsync(stop).ConfigureAwait(false);
                if (!await DeliverAsync(events, stop, abandon).ConfigureAwait(false))
                    return;
            }
        }
        finally
        {
            await AmqpLinks.CloseAsync(connection).ConfigureAwait(false);
        }
    }

    async Task<string> SelectorAsync(Connection connection, CancellationToken stop)
    {
        if (done is null)
            return options.Host.Initial.Selector;
        await using (var management = await HubManagement.OpenAsync(connection, to, options.EventHub, stop).ConfigureAwait(false))
        {
            var last = await management.ReadLastSequenceNumberAsync(partitionId, stop).ConfigureAwait(false);
            if (last < done.SequenceNumber)
            {
                // The hub was made anew under the same name: its events are none that we have seen.
                EventHubsLog.CheckpointAhead(logger, options.EventHub, partitionId, done.SequenceNumber, last);
                done = saved = null;
                return options.Host.Initial.Selector;
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"amqp.annotation.x-opt-sequence-number > '{done.SequenceNumber}'");
    }

    /// <summary>False when the batch was not brought to its end: it comes again after the next start.</summary>
    async Task<bool> DeliverAsync(EventData[] events, CancellationToken stop, CancellationToken abandon)
    {
        var checkpointing = (batches + 1) % options.Host.BatchCheckpointFrequency == 0;
        var partition = new EventHubPartition(to.Host, options.EventHub, options.ConsumerGroup, partitionId, checkpointing);
        if (!await RunWithRetriesAsync(events, partition, stop, abandon).ConfigureAwait(false))
        {
            EventHubsLog.BatchAbandoned(logger, options.Function, partitionId, events[0].SequenceNumber, events[^1].SequenceNumber);
            return false;
        }

        batches++;
        done = new(events[^1].SequenceNumber, events[^1].OffsetString);
        if (checkpointing)
            Save();
        return true;
    }

    async Task<bool> RunWithRetriesAsync(EventData[] events, EventHubPartition partition, CancellationToken stop, CancellationToken abandon)
    {
        for (var failures = 1; ; failures++)
        {
            try
            {
                await run(events, partition, abandon).ConfigureAwait(false);
                return !abandon.IsCancellationRequested;
            }
            catch (Exception) when (abandon.IsCancellationRequested)
            {
                // What a function throws that is told to give up says nothing of the batch: it is delivered again.
                return false;
            }
            catch (Exception exception)
            {
                // Whatever a function throws is its own; the host's part is to say so, try again as it was told, and go on.
                if (!options.Retry.Allows(failures))
                {
                    EventHubsLog.BatchFailed(
                        logger, exception, options.Function, partitionId, events[0].SequenceNumber, events[^1].SequenceNumber, failures);
                    return true;
                }

                var delay = options.Retry.DelayAfter(failures);
                EventHubsLog.BatchRetried(logger, exception, options.Function, partitionId, events[0].SequenceNumber, failures, delay);
                await Task.Delay(delay, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                if (stop.IsCancellationRequested)
                    return false;
            }
        }
    }

    void Save()
    {
        try
        {
            checkpoints.Save(partitionId, done!);
            saved = done;
        }
        catch (IOException exception)
        {
            // The next batch tries again; until then a restart would repeat events.
            EventHubsLog.CheckpointFailed(logger, exception, options.EventHub, partitionId);
        }
    }
}
