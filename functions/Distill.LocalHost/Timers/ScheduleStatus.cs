namespace Distill.LocalHost.Timers;

/// <summary>The recorded occurrences of a timer, in UTC.</summary>
internal sealed record ScheduleStatus
{
    /// <summary>The last recorded occurrence; <c>default</c> before the first one.</summary>
    public DateTime Last { get; init; }

    public DateTime Next { get; init; }

    /// <summary>The time from which <see cref="Next"/> was computed.</summary>
    public DateTime LastUpdated { get; init; }
}
