using System.Globalization;
using NCrontab;

namespace Distill.LocalHost.Schedules;

/// <summary>Reads a timer's schedule expression.</summary>
internal static class ScheduleParser
{
    /// <summary>
    /// Reads six or five cron fields. Like the real extension, it then tries a TimeSpan. Returns null and the reason if it is neither.
    /// </summary>
    public static Schedule? TryParse(string expression, out string? reason)
    {
        reason = null;
        var fields = expression.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;
        var cron = CrontabSchedule.TryParse(expression, new CrontabSchedule.ParseOptions { IncludingSeconds = fields != 5 });
        if (cron is not null)
        {
            var schedule = new CronSchedule(cron);
            if (schedule.Next(new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc)) < DateTime.MaxValue)
            {
                return schedule;
            }

            reason = "is never due";
            return null;
        }
        if (TimeSpan.TryParse(expression, CultureInfo.InvariantCulture, out var interval) && interval > TimeSpan.Zero)
        {
            return new ConstantSchedule(interval);
        }

        reason = "is neither a cron expression of six or five fields nor a positive TimeSpan";
        return null;
    }
}
