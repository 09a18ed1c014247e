using Distill.LocalHost.Schedules;

namespace Distill.LocalHost.Timers;

/// <summary>Decides from a recorded status whether an occurrence was missed. It follows the real extension's rules.</summary>
internal static class PastDue
{
    /// <summary>Returns the status to continue with, and whether a missed run must be made up for now.</summary>
    /// <param name="recorded">The recorded status; null for a timer that is new here.</param>
    /// <param name="schedule">The current schedule. It may differ from the one at the time of the record.</param>
    /// <param name="now">The current time in UTC.</param>
    public static (ScheduleStatus Status, bool IsPastDue) Check(ScheduleStatus? recorded, Schedule schedule, DateTime now)
    {
        if (recorded is null)
        {
            return (new ScheduleStatus { Next = schedule.Next(now), LastUpdated = now }, false);
        }

        var from = recorded.Last != default ? recorded.Last : recorded.LastUpdated;
        var expected = schedule.Next(from);
        if (expected == recorded.Next)
        {
            return (recorded, now > recorded.Next);
        }

        // The schedule has changed since the record. So no occurrence of it can have been missed.
        return (
            now > expected
                ? new ScheduleStatus { Next = schedule.Next(now), LastUpdated = now }
                : new ScheduleStatus { Next = expected, LastUpdated = from },
            false
        );
    }
}
