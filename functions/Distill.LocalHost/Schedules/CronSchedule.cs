using NCrontab;

namespace Distill.LocalHost.Schedules;

/// <summary>Due when the fields match.</summary>
internal sealed record CronSchedule(CrontabSchedule Fields) : Schedule
{
    // NCrontab answers its search's end when nothing matches.
    private static readonly DateTime s_searchEnd = DateTime.MaxValue.Date;

    public override DateTime Next(DateTime after)
    {
        var next = Fields.GetNextOccurrence(after, s_searchEnd);
        return next >= s_searchEnd ? DateTime.MaxValue : DateTime.SpecifyKind(next, DateTimeKind.Utc);
    }

    public override bool IsFrequent
    {
        get
        {
            // The pattern repeats by the minute unless a field above the seconds restricts it; then it may as well be rare.
            var minutesAndAbove = Fields.ToString().Split(' ')[1..];
            var minute = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(-1);
            return minutesAndAbove.All(part => part == "*")
                && Fields.ToString().Split(' ').Length == 6
                && Fields.GetNextOccurrences(minute, minute.AddSeconds(61)).Skip(1).Any();
        }
    }

    public override string ToString() => $"cron {Fields}";
}
