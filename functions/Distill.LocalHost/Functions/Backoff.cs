namespace Distill.LocalHost.Functions;

/// <summary>Delays that double from the minimum to the maximum.</summary>
internal sealed class Backoff(TimeSpan min, TimeSpan max)
{
    private int _failures;

    public TimeSpan Next() => Delay(min, max, ++_failures);

    /// <summary>Returns the delay after this many failures, 1 or more.</summary>
    public static TimeSpan Delay(TimeSpan min, TimeSpan max, int failures)
    {
        var ticks = min.Ticks * Math.Pow(2, Math.Min(failures - 1, 62));
        return ticks >= max.Ticks ? max : TimeSpan.FromTicks((long)ticks);
    }
}
