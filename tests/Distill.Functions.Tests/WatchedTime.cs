using System.Collections.Concurrent;
using Microsoft.Extensions.Time.Testing;

namespace Distill.Functions.Tests;

/// <summary>A clock that tests move, and that tells how many timers were set. So a test can wait until somebody waits for the clock.</summary>
public sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly ConcurrentDictionary<TimeSpan, int> _set = new();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _set.AddOrUpdate(dueTime, 1, (_, count) => count + 1);
        return timer;
    }

    /// <summary>Waits until as many timers with a due time were ever set.</summary>
    public async Task UntilSetAsync(TimeSpan dueTime, int count)
    {
        while (_set.GetValueOrDefault(dueTime) < count)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
