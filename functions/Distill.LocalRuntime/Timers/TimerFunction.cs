using System.Globalization;
using System.Reflection;
using Distill.LocalRuntime.Admin;
using Distill.LocalRuntime.Discovery;
using Distill.LocalRuntime.EventHubs;
using Distill.LocalRuntime.Invocation;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalRuntime.Timers;

/// <summary>Runs a timer function, one run at a time whoever asks for it.</summary>
internal sealed class TimerFunction(DiscoveredFunction function, FunctionInvoker invoker, IServiceScopeFactory scopes, RunHistory history, TimeProvider time)
    : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly RetryPolicy _retry = RetryPolicy.From(function.Method.GetCustomAttribute<RetryAttribute>());

    public DiscoveredFunction Function => function;

    public TimerTrigger Trigger => (TimerTrigger)function.Trigger;

    /// <summary>The occurrences as last recorded; null for an unmonitored timer.</summary>
    public ScheduleStatus? Status { get; set; }

    /// <summary>Waits for the turn and runs. What the function throws is in the log and in the run's record; it doesn't end the schedule.</summary>
    /// <param name="run">Where the outcome is kept.</param>
    /// <param name="isPastDue">Whether the run makes up for a missed occurrence.</param>
    /// <param name="stopping">Gives up waiting for the turn. A run that has begun goes on.</param>
    public async Task RunAsync(Run run, bool isPastDue, CancellationToken stopping)
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
        catch (Exception e)
        {
            // Whatever a function throws is its own: the run failed, and the timer goes on.
            run.Fail(time.GetUtcNow(), e);
        }
        finally
        {
            _turn.Release();
        }
    }

    public Run NewRun(string reason) => history.Add(function.Name, reason, time.GetUtcNow());

    public void Dispose() => _turn.Dispose();

    private async Task InvokeWithRetriesAsync(Run run, bool isPastDue, CancellationToken stopping)
    {
        for (var failures = 0; ;)
        {
            try
            {
                await InvokeAsync(run, isPastDue, new LocalRetryContext(failures, _retry.MaxRetryCount));
                return;
            }
            catch (Exception) when (_retry.Allows(failures + 1) && !stopping.IsCancellationRequested)
            {
                // In the log already, under the run's id.
                failures++;
            }
            await Task.Delay(_retry.DelayAfter(failures), time, stopping);
        }
    }

    private async Task InvokeAsync(Run run, bool isPastDue, RetryContext retry)
    {
        await using var scope = scopes.CreateAsyncScope();
        var timer = new TimerInfo { ScheduleStatus = Trigger.IsMonitored ? Status : null, IsPastDue = isPastDue };
        var call = new Call(function, timer, run.Reason)
        {
            InvocationId = run.Id,
            Retry = retry,
            BindingData = new Dictionary<string, object?>(StringComparer.OrdinalIgnoreCase)
            {
                ["TimerTrigger"] = time.GetUtcNow().ToString("o", CultureInfo.InvariantCulture),
            },
        };
        await invoker.InvokeAsync(call, scope.ServiceProvider, CancellationToken.None);
    }
}
