using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Tests.Timers;

/// <summary>What timer functions saw, and how a test holds them.</summary>
public sealed class TimerProbe
{
    private int _running;

    public ConcurrentQueue<TimerInfo> Seen { get; } = new();

    public ConcurrentQueue<int> Retries { get; } = new();

    public SemaphoreSlim Began { get; } = new(0);

    /// <summary>Runs wait for this when it is set.</summary>
    public TaskCompletionSource? Hold { get; set; }

    public Exception? Throw { get; set; }

    public int MostAtOnce { get; private set; }

    public bool WasCancelled { get; private set; }

    public async Task RunAsync(TimerInfo timer, CancellationToken cancellationToken)
    {
        MostAtOnce = Math.Max(MostAtOnce, Interlocked.Increment(ref _running));
        try
        {
            Seen.Enqueue(timer);
            Began.Release();
            if (Hold is { } hold)
                await hold.Task.WaitAsync(cancellationToken);
            if (Throw is { } error)
                throw error;
        }
        catch (OperationCanceledException)
        {
            WasCancelled = true;
            throw;
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}

public sealed class HourlyTimer(TimerProbe probe)
{
    [Function("Hourly")]
    public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, CancellationToken cancellationToken) => probe.RunAsync(timer, cancellationToken);
}

public sealed class SettingTimer(TimerProbe probe)
{
    [Function("BySetting")]
    public Task Run([TimerTrigger("%Schedules__Fast%")] TimerInfo timer, CancellationToken cancellationToken) => probe.RunAsync(timer, cancellationToken);
}

public sealed class RetriedTimer(TimerProbe probe)
{
    [Function("Retried")]
    [ExponentialBackoffRetry(2, "00:00:00.001", "00:00:00.002")]
    public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer, FunctionContext context)
    {
        probe.Retries.Enqueue(context.RetryContext.RetryCount);
        return probe.RunAsync(timer, CancellationToken.None);
    }
}

public sealed class UnmonitoredTimer(TimerProbe probe)
{
    [Function("Unmonitored")]
    public Task Run([TimerTrigger("0 0 * * * *", UseMonitor = false)] TimerInfo timer) => probe.RunAsync(timer, CancellationToken.None);
}
