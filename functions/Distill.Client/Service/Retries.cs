namespace Distill.Client.Service;

/// <summary>
/// Waits between tries. Each wait is up to twice as long as the one before, up to a limit. A random part keeps instances from coming all at once.
/// </summary>
internal struct Retries(TimeSpan most)
{
    private static readonly TimeSpan s_least = TimeSpan.FromMilliseconds(200);

    private int _failures;

    /// <summary>Returns the wait before the next try.</summary>
    public TimeSpan Next()
    {
        var limit = Math.Min(most.Ticks, s_least.Ticks << Math.Min(_failures++, 20));
        return TimeSpan.FromTicks(limit / 2 + Random.Shared.NextInt64(limit / 2 + 1));
    }

    public void Reset() => _failures = 0;
}
