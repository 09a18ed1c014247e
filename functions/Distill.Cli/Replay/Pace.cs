namespace Distill.Cli.Replay;

/// <summary>Holds a replay to its speed: calls come as far apart as they did, divided by <paramref name="factor"/>.</summary>
/// <param name="factor">Times real time; null to never wait.</param>
/// <param name="time">The clock.</param>
internal sealed class Pace(double? factor, TimeProvider time)
{
    // Timers are no finer than this. What is due sooner goes at once.
    private static readonly TimeSpan s_tick = TimeSpan.FromMilliseconds(15);

    private long _firstMicros;
    private long _started;
    private bool _isRunning;

    /// <summary>How long to wait before a line is due. The first call starts the clock. Facts before it are sent at once.</summary>
    public TimeSpan Wait(long? micros, bool isCall)
    {
        if (factor is null || micros is not { } at || (!_isRunning && !isCall))
        {
            return TimeSpan.Zero;
        }

        if (!_isRunning)
        {
            (_isRunning, _firstMicros, _started) = (true, at, time.GetTimestamp());
        }

        var due = TimeSpan.FromMicroseconds((at - _firstMicros) / factor.Value);
        var wait = due - time.GetElapsedTime(_started);
        return wait < s_tick ? TimeSpan.Zero : wait;
    }
}
