using Distill.LocalHost.Schedules;

namespace Distill.LocalHost.Timers;

/// <summary>Decides from a recorded status whether an occurrence was missed, by the real extension's rules.</summary>
internal static class PastDue
{
    /// <summary>The status to go on from, and whether a run is owed now.</summary>
    /// <param name="recorded">What was last recorded; null for a timer that is new here.</param>
    /// <param name="schedule">The schedule of today, which may not be the one recorded under.</param>
    /// <param name="now">UTC.</param>
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

        // Another schedule than the recorded one: nothing of it can have been missed.
        return (
            now > expected
                ? new ScheduleStatus { Next = schedule.Next(now), LastUpdated = now }
                : new ScheduleStatus { Next = expected, LastUpdated = from },
            false
        );
    }
}
