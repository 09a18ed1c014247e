namespace Distill.LocalHost.Schedules;

/// <summary>Due one interval after the last run began.</summary>
internal sealed record ConstantSchedule(TimeSpan Interval) : Schedule
{
    public override DateTime Next(DateTime after) => DateTime.MaxValue - after < Interval ? DateTime.MaxValue : after + Interval;

    public override bool IsFrequent => Interval < TimeSpan.FromMinutes(1);

    public override string ToString() => $"every {Interval}";
}
