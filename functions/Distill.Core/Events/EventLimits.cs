namespace Distill.Core.Events;

/// <summary>Limits on the events that the parser accepts.</summary>
public sealed record EventLimits
{
    /// <summary>
    /// The earliest time that an event may have. No model was sold by the call before 2000. A clock that was never set says 1970 or the year 1.
    /// </summary>
    public static DateTimeOffset Earliest { get; } = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>
    /// Largest event, in bytes. Default 1,048,576 (1 MiB), the limit of Event Hubs; range 1 KiB to 1 MiB. With a lower limit, callers could hide
    /// their calls by long prompts.
    /// </summary>
    public int MaxBytes { get; init; } = 1024 * 1024;

    /// <summary>
    /// How far an event's time may lie after its arrival. Default 10 minutes; range 0 to 1 hour. Clocks drift, but an hour ahead would open windows
    /// of the future.
    /// </summary>
    public TimeSpan MaxClockSkew { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Describes each setting that is out of its range. Empty when all are valid.</summary>
    public IEnumerable<string> Errors()
    {
        if (MaxBytes is < 1024 or > 1024 * 1024)
        {
            yield return $"MaxBytes is {MaxBytes}; it must lie in 1,024 to 1,048,576.";
        }

        if (MaxClockSkew < TimeSpan.Zero || MaxClockSkew > TimeSpan.FromHours(1))
        {
            yield return $"MaxClockSkew is {MaxClockSkew}; it must lie in 0 to 1 hour.";
        }
    }
}
