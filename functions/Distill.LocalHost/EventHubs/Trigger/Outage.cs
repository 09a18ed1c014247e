namespace Distill.LocalHost.EventHubs.Trigger;

/// <summary>Tells the beginning and the end of an outage once each, however many attempts fail in between.</summary>
internal sealed class Outage(Action<Exception> began, Action ended)
{
    private int _isAway;

    public void Failed(Exception exception)
    {
        if (Interlocked.Exchange(ref _isAway, 1) == 0)
        {
            began(exception);
        }
    }

    public void Succeeded()
    {
        if (Volatile.Read(ref _isAway) == 1 && Interlocked.Exchange(ref _isAway, 0) == 1)
        {
            ended();
        }
    }
}
