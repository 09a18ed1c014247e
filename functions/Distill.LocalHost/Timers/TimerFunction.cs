using System.Globalization;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Worker;

namespace Distill.LocalHost.Timers;

/// <summary>Runs a timer function, one run at a time whoever asks for it.</summary>
internal sealed class TimerFunction(Function function, FunctionInvoker invoker, WorkerKeeper worker, RunHistory history, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Function Function => function;

    public TimerTrigger Trigger => (TimerTrigger)function.Trigger;

    /// <summary>The occurrences as last recorded; null for an unmonitored timer.</summary>
    public ScheduleStatus? Status { get; set; }

    /// <summary>Waits for the turn and runs. What the function throws is in the log and in the run's record; it doesn't end the schedule.</summary>
    /// <param name="run">Where the outcome is kept.</param>
    /// <param name="isPastDue">Whether the run makes up for a missed occurrence.</param>
    /// <param name="stopping">Gives up waiting for the turn, or for a worker. A run that has begun goes on.</param>
    public async Task RunAsync(TimerRun run, bool isPastDue, CancellationToken stopping)
    {
        try
        {
            await _turn.WaitAsync(stopping);
        }
        catch (OperationCanceledException)
        {
            run.Drop(time.GetUtcNow());
            throw;
        }
        try
        {
            run.Start(time.GetUtcNow());
            await InvokeWithRetriesAsync(run, isPastDue, stopping);
            run.Succeed(time.GetUtcNow());
        }
        catch (Exception e) when (e is FunctionFailedException or WorkerLostException or TimeoutException or OperationCanceledException)
        {
            // The run failed; the timer goes on.
            run.Fail(time.GetUtcNow(), e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public TimerRun NewRun(string reason) => history.Add(function.Name, reason, time.GetUtcNow());

    public void Dispose() => _turn.Dispose();

    private async Task InvokeWithRetriesAsync(TimerRun run, bool isPastDue, CancellationToken stopping)
    {
        for (var failures = 0; ; )
        {
            try
            {
                await InvokeAsync(run, isPastDue, failures, stopping);
                return;
            }
            catch (Exception e)
                when (e is FunctionFailedException or TimeoutException && function.Retry.Allows(failures + 1) && !stopping.IsCancellationRequested)
            {
                // In the log already, under the run's id.
                failures++;
            }
            await Task.Delay(function.Retry.DelayAfter(failures), time, stopping);
        }
    }

    private async Task InvokeAsync(TimerRun run, bool isPastDue, int failures, CancellationToken stopping)
    {
        var session = await worker.ReadyAsync(stopping);
        var call = new Call
        {
            Function = function,
            Reason = run.Reason,
            InvocationId = run.Id,
            Input = new TypedData { Json = TimerInfo.Json(Trigger.IsMonitored ? Status : null, isPastDue) },
            TriggerMetadata = new Dictionary<string, TypedData>
            {
                ["TimerTrigger"] = new() { String = time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture) },
            },
            Retry = RetryOptions.Context(function.Retry, failures),
        };
        await invoker.Begin(call, session, CancellationToken.None).Completed;
    }
}
