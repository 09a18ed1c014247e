using NCrontab;

namespace Distill.LocalHost.Schedules;

/// <summary>Due when the fields match.</summary>
internal sealed record CronSchedule(CrontabSchedule Fields) : Schedule
{
    // If nothing matches, NCrontab returns the end of the search.
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
            // If only seconds are restricted, the pattern repeats every minute. If another field is, it may be rare, so it does not count.
            var minutesAndAbove = Fields.ToString().Split(' ')[1..];
            var minute = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(-1);
            return minutesAndAbove.All(part => part == "*")
                && Fields.ToString().Split(' ').Length == 6
                && Fields.GetNextOccurrences(minute, minute.AddSeconds(61)).Skip(1).Any();
        }
    }

    public override string ToString() => $"cron {Fields}";
}
