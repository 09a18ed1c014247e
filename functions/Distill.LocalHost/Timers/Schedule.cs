using System.Globalization;
using NCrontab;

namespace Distill.LocalHost.Timers;

/// <summary>When a timer is due. Times are UTC, as they are for an Azure app that sets no time zone.</summary>
internal abstract record Schedule
{
    /// <summary>The first occurrence after the given time; <see cref="DateTime.MaxValue"/> for none.</summary>
    public abstract DateTime Next(DateTime after);

    /// <summary>Whether it can be due twice within a minute, so that recording each occurrence isn't worth it.</summary>
    public abstract bool IsFrequent { get; }

    /// <summary>
    /// Reads six or five cron fields or, as the real extension does after these, a TimeSpan. Null with the reason if it is neither.
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
