using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Timers;

/// <summary>Waits for one timer's occurrences and has its function run.</summary>
internal sealed class TimerListener(TimerFunction timer, TimerStatusFile file, TimeProvider time, ILogger log) : IAsyncDisposable
{
    // Short enough to follow a clock that was set, or a machine that slept.
    private static readonly TimeSpan s_longestWait = TimeSpan.FromMinutes(1);

    private readonly CancellationTokenSource _stopping = new();
    private ScheduleStatus _status = new();
    private Task _loop = Task.CompletedTask;

    /// <summary>Reads what was recorded and begins to wait.</summary>
    public void Start()
    {
        var now = Now;
        var (status, isPastDue) = PastDue.Check(timer.Trigger.IsMonitored ? file.Read() : null, timer.Trigger.Schedule, now);
        Record(status);
        log.TimerStarted(timer.Function.Name, timer.Trigger.Schedule.ToString(), status.Next);
        _loop = Task.Run(() => LoopAsync(isPastDue));
    }

    /// <summary>Ends the waiting; a run under way goes on to its end.</summary>
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
            // Stopped while waiting, which is where a timer nearly always is.
        }
        catch (Exception e)
        {
            // Thrown on: nobody awaits a timer before the host stops, so that without a line it would be silent until then.
            log.TimerBroken(e, timer.Function.Name);
            throw;
        }
    }

    private async Task WaitAsync()
    {
        while (_status.Next - Now is var left && left > TimeSpan.Zero)
        {
            var wait = left < s_longestWait ? left : s_longestWait;
            // Up to the next millisecond, which is the timers' grain: rounding down would spin.
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
