using Azure.Messaging.EventHubs;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Runs the function on a batch until it succeeds, has no retry left, or must give up.</summary>
internal sealed class BatchRuns(
    EventHubTriggerOptions options,
    Func<HubBatch, CancellationToken, Task> invoke,
    RunningBatches running,
    ILogger logger
)
{
    /// <summary>How long a run may go on after its token is cancelled.</summary>
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_minWorkerDelay = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan s_maxWorkerDelay = TimeSpan.FromSeconds(5);

    /// <summary>Runs a batch. Returns true when it is done, by success or by its last failure, and false when it must come again.</summary>
    public async Task<bool> RunAsync(PartitionContextData context, EventData[] events, CancellationToken cancellationToken)
    {
        var messages = Array.ConvertAll(events, one => one.GetRawAmqpMessage().ToBytes().ToMemory());
        var batch = new HubBatch(messages, BatchMetadata.For(context, events), new RetryAttempt(0, options.Retry.MaxCount));
        var workerBackoff = new Backoff(s_minWorkerDelay, s_maxWorkerDelay);
        var (partition, first, last) = (context.PartitionId, events[0].SequenceNumber, events[^1].SequenceNumber);
        var isWorkerLost = false;
        while (true)
        {
            TimeSpan delay;
            try
            {
                await InvokeAsync(batch, partition, cancellationToken).ConfigureAwait(false);
                return !cancellationToken.IsCancellationRequested;
            }
            catch (Exception) when (cancellationToken.IsCancellationRequested)
            {
                // The run was cancelled, so its exception says nothing about the batch.
                return false;
            }
            catch (WorkerLostException)
            {
                if (!isWorkerLost)
                {
                    isWorkerLost = true;
                    TriggerLog.BatchLostItsWorker(logger, options.Function, partition, first);
                }

                delay = workerBackoff.Next();
            }
            catch (Exception exception)
            {
                // A function may throw anything. Log it, retry as the policy says, and go on.
                var failures = batch.Retry.Count + 1;
                if (!options.Retry.Allows(failures))
                {
                    TriggerLog.BatchFailed(logger, exception, options.Function, partition, first, last, failures);
                    return true;
                }

                delay = options.Retry.DelayAfter(failures);
                TriggerLog.BatchRetried(logger, exception, options.Function, partition, first, failures, delay);
                batch = batch with { Retry = batch.Retry with { Count = failures } };
            }

            if (!await PauseAsync(delay, cancellationToken).ConfigureAwait(false))
            {
                return false;
            }
        }
    }

    /// <summary>Waits between two attempts. Returns false if there must be no further attempt.</summary>
    public async Task<bool> PauseAsync(TimeSpan delay, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(running.Stopping, cancellationToken);
        await Task.Delay(delay, either.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        return !either.IsCancellationRequested;
    }

    private async Task InvokeAsync(HubBatch batch, string partition, CancellationToken cancellationToken)
    {
        var run = invoke(batch, cancellationToken);
        await run.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!run.IsCompleted)
        {
            await run.WaitAsync(s_patience, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        if (!run.IsCompleted)
        {
            TriggerLog.FunctionIgnoresToken(logger, options.Function, partition);
            _ = run.ContinueWith(static late => late.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            throw new OperationCanceledException(cancellationToken);
        }

        await run.ConfigureAwait(false);
    }
}
