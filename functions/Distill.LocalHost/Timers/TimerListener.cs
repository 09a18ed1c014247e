using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Timers;

/// <summary>Waits for one timer's occurrences and runs its function.</summary>
internal sealed class TimerListener(TimerFunction timer, TimerStatusFile file, TimeProvider time, ILogger log) : IAsyncDisposable
{
    // The longest single wait. It is short, so that the timer notices when the clock is set or the machine has slept.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private ScheduleStatus _status = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Reads the recorded status and starts to wait.</summary>
    public void Start()
    {
        var now = Now;
        var (status, isPastDue) = PastDue.Check(timer.Trigger.IsMonitored ? file.Read() : null, timer.Trigger.Schedule, now);
        Record(status);
        log.TimerStarted(timer.Function.Name, timer.Trigger.Schedule.ToString(), status.Next);
        _loop = Task.Run(() => LoopAsync(isPastDue));
    }

    /// <summary>Stops waiting. A running function goes on to its end.</summary>
    public Task StopAsync() => _stopping.CancelAsync();

    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await _loop;
        _stopping.Dispose();
    }

    private DateTime Now => time.GetUtcNow().UtcDateTime;

    private async Task LoopAsync(bool isPastDue)
    {
        try
        {
            if (isPastDue)
            {
                log.TimerPastDue(timer.Function.Name, _status.Next);
                await RunAsync(isPastDue: true);
            }
            while (!_stopping.IsCancellationRequested)
            {
                await WaitAsync();
                await RunAsync(isPastDue: false);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // Stopped while it waited, as almost always.
        }
        catch (Exception e)
        {
            // Log it now and rethrow. The task is awaited only when the host stops, so the error would not be seen before.
            log.TimerBroken(e, timer.Function.Name);
            throw;
        }
    }

    private async Task WaitAsync()
    {
        while (_status.Next - Now is var left && left > TimeSpan.Zero)
        {
            var wait = left < s_longestWait ? left : s_longestWait;
            // Round up to a whole millisecond, the resolution of the timers. Rounding down would repeat waits of 0.
            await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds)), time, _stopping.Token);
        }
    }

    private async Task RunAsync(bool isPastDue)
    {
        var fired = Now;
        await timer.RunAsync(timer.NewRun(isPastDue ? "past due" : "schedule"), isPastDue, _stopping.Token);
        Record(
            new ScheduleStatus
            {
                Last = fired,
                Next = timer.Trigger.Schedule.Next(fired),
                LastUpdated = fired,
            }
        );
    }

    private void Record(ScheduleStatus status)
    {
        _status = status;
        if (!timer.Trigger.IsMonitored)
        {
            return;
        }
        timer.Status = status;
        file.Write(status);
    }
}
