using System.Text.Json;

namespace Distill.LocalHost.Timers;

/// <summary>What a timer function learns about its schedule, as the real extension hands it over.</summary>
internal static class TimerInfo
{
    // The host's serializer; times keep their kind.
    private static readonly JsonSerializerOptions s_json = new() { PropertyNamingPolicy = null };

    /// <param name="status">Null when the schedule is not monitored.</param>
    /// <param name="isPastDue">Whether this run makes up for a missed occurrence.</param>
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
