using System.Globalization;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Worker;

namespace Distill.LocalHost.Timers;

/// <summary>Runs a timer function, one run at a time, whether the schedule or the admin API starts it.</summary>
internal sealed class TimerFunction(Function function, FunctionInvoker invoker, WorkerKeeper worker, RunHistory history, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    public Function Function => function;

    public TimerTrigger Trigger => (TimerTrigger)function.Trigger;

    /// <summary>The last recorded status; null for an unmonitored timer.</summary>
    public ScheduleStatus? Status { get; set; }

    /// <summary>Waits for its turn and runs. A failure goes into the log and into the run's record, and the schedule goes on.</summary>
    /// <param name="run">Receives the outcome.</param>
    /// <param name="isPastDue">Whether the run replaces a missed occurrence.</param>
    /// <param name="stopping">Ends the wait for the turn, for a worker or for a retry. A running function goes on.</param>
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
            // This run failed; the schedule goes on.
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
                // The failure is already logged under the run's id.
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
