namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Tells the beginning and the end of an outage once each, however many attempts fail in between.</summary>
internal sealed class Outage(Action<Exception> began, Action ended)
{
    private readonly Lock _lock = new();
    private long _attempts;
    private long _lastBeforeSuccess;
    private bool _isAway;

    /// <summary>Call it when an attempt begins; <see cref="Failed"/> wants its answer.</summary>
    public long Attempt() => Interlocked.Increment(ref _attempts);

    /// <summary>An attempt from before the last success, which ends late, says nothing new.</summary>
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
