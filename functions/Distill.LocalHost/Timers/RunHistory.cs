namespace Distill.LocalHost.Timers;

/// <summary>The latest runs, newest first.</summary>
internal sealed class RunHistory
{
    private const int Kept = 200;

    private readonly Lock _lock = new();
    private readonly LinkedList<TimerRun> _runs = new();

    public TimerRun Add(string function, string reason, DateTimeOffset queued)
    {
        var run = new TimerRun(function, reason, queued);
        lock (_lock)
        {
            _runs.AddFirst(run);
            if (_runs.Count > Kept)
            {
                _runs.RemoveLast();
            }
        }
        return run;
    }

    public IReadOnlyList<TimerRun> Of(string function)
    {
        lock (_lock)
        {
            return [.. _runs.Where(run => run.Function.Equals(function, StringComparison.OrdinalIgnoreCase))];
        }
    }
}
