namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Reports the start and the end of an outage once each, even if many attempts fail in between.</summary>
internal sealed class Outage(Action<Exception> began, Action ended)
{
    private readonly Lock _lock = new();
    private long _attempts;
    private long _lastBeforeSuccess;
    private bool _isAway;

    /// <summary>Call it when an attempt begins. If the attempt fails, pass the result to <see cref="Failed"/>.</summary>
    public long Attempt() => Interlocked.Increment(ref _attempts);

    /// <summary>Reports a failed attempt. Ignores one that began before the last success.</summary>
    public void Failed(long attempt, Exception exception)
    {
        lock (_lock)
        {
            if (_isAway || attempt <= _lastBeforeSuccess)
            {
                return;
            }

            _isAway = true;
        }

        began(exception);
    }

    public void Succeeded()
    {
        lock (_lock)
        {
            _lastBeforeSuccess = Interlocked.Read(ref _attempts);
            if (!_isAway)
            {
                return;
            }

            _isAway = false;
        }

        ended();
    }
}
