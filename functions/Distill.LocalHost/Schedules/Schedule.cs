namespace Distill.LocalHost.Schedules;

/// <summary>When a timer is due. Times are UTC, as they are for an Azure app that sets no time zone.</summary>
internal abstract record Schedule
{
    /// <summary>The first occurrence after the given time; <see cref="DateTime.MaxValue"/> for none.</summary>
    public abstract DateTime Next(DateTime after);

    /// <summary>Whether it can be due twice within a minute, so that recording each occurrence isn't worth it.</summary>
    public abstract bool IsFrequent { get; }
}
