namespace Microsoft.Azure.Functions.Worker;

/// <summary>The worker's base of its retry attributes.</summary>
[AttributeUsage(AttributeTargets.Method)]
public abstract class RetryAttribute : Attribute
{
    /// <summary>How often a failed run is tried again; -1 is without end.</summary>
    public int MaxRetryCount { get; set; }

    private protected static TimeSpan Interval(string text, string name)
    {
        if (!TimeSpan.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var interval))
            throw new ArgumentOutOfRangeException(name);
        return interval >= TimeSpan.Zero ? interval : throw new ArgumentOutOfRangeException(name, "The TimeSpan must not be negative.");
    }
}
