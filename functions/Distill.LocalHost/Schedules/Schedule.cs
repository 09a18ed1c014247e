namespace Distill.LocalHost.Schedules;

/// <summary>When a timer is due. Times are UTC, as they are for an Azure app that sets no time zone.</summary>
internal abstract record Schedule
{
    /// <summary>Returns the first occurrence after the given time, or <see cref="DateTime.MaxValue"/> if there is none.</summary>
    public abstract DateTime Next(DateTime after);

    /// <summary>Whether it can be due twice within a minute. Then it isn't worth recording each occurrence.</summary>
    public abstract bool IsFrequent { get; }
}
