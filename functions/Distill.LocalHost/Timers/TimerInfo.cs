using System.Text.Json;

namespace Distill.LocalHost.Timers;

/// <summary>Makes the text that tells a timer function about its schedule, in the real extension's form.</summary>
internal static class TimerInfo
{
    // The same settings as the host's serializer. Times keep their kind.
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = null };

    /// <param name="status">The recorded status; null if the schedule is not monitored.</param>
    /// <param name="isPastDue">Whether this run replaces a missed occurrence.</param>
    public static string Json(ScheduleStatus? status, bool isPastDue) =>
        JsonSerializer.Serialize(
            new
            {
                Schedule = new { AdjustForDST = true },
                ScheduleStatus = status,
                IsPastDue = isPastDue,
            },
            s_json
        );
}
