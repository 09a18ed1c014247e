namespace Distill.LocalHost.Functions;

/// <summary>Counts the running invocations. A stopping host lets them finish and, after its grace period, asks them to end.</summary>
internal sealed class Invocations : IDisposable
{
    private readonly Lock _lock = new();
    private readonly CancellationTokenSource _ending = new();
    private TaskCompletionSource? _idle;
    private int _running;

    /// <summary>Signals that the grace period is over.</summary>
    public CancellationToken Ending => _ending.Token;

    public int Running
    {
        get
        {
            lock (_lock)
            {
                return _running;
            }
        }
    }

    public Entry Enter()
    {
        lock (_lock)
        {
            _running++;
        }
        return new Entry(this);
    }

    /// <summary>Waits for all invocations. Returns whether they ended within the given time.</summary>
    public async Task<bool> DrainAsync(TimeSpan patience)
    {
        Task idle;
        lock (_lock)
        {
            if (_running == 0)
            {
                return true;
            }
            idle = (_idle ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }
        return await Task.WhenAny(idle, Task.Delay(patience)) == idle;
    }

    public Task EndAsync() => _ending.CancelAsync();

    public void Dispose() => _ending.Dispose();

    private void Leave()
    {
        lock (_lock)
        {
            if (--_running == 0)
            {
                _idle?.TrySetResult();
            }
        }
    }

    internal readonly struct Entry(Invocations invocations) : IDisposable
    {
        public void Dispose() => invocations.Leave();
    }
}
