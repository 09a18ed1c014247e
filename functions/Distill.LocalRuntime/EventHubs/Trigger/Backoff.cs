namespace Distill.LocalRuntime.EventHubs;

/// <summary>Waits that double from the least to the most and begin again after a success.</summary>
internal sealed class Backoff(TimeSpan least, TimeSpan most)
{
    int failures;

    public TimeSpan Next()
    {
        var ticks = least.Ticks * Math.Pow(2, Math.Min(failures++, 62));
        return ticks >= most.Ticks ? most : TimeSpan.FromTicks((long)ticks);
    }

    public void Reset() => failures = 0;
}
