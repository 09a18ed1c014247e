namespace Microsoft.Azure.Functions.Worker;

/// <summary>Occurrences of a timer as recorded, in UTC.</summary>
public class ScheduleStatus
{
    /// <summary>The last recorded occurrence; <c>default</c> before the first.</summary>
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    /// <summary>The time from which <see cref="Next"/> was computed.</summary>
    public DateTime LastUpdated { get; set; }
}
