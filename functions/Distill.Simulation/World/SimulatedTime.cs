namespace Distill.Simulation.World;

/// <summary>Simulated time: microseconds since the scenario's start, negative before it.</summary>
internal static class SimulatedTime
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Day = 24 * Hour;
    public const long Never = long.MaxValue;

    public static long Of(TimeSpan span) => span.Ticks / 10;

    public static long Seconds(double seconds) => (long)(seconds * Second);

    public static DateTimeOffset At(DateTimeOffset start, long micros) => start.AddTicks(micros * 10);
}
