using System.Globalization;
using System.Text;
using System.Text.Json;
using Distill.Core.Events;

namespace Distill.Logs.Mapping;

/// <summary>Writes a record's time in a form that an event may have.</summary>
internal static class RecordTime
{
    // Ticks of .NET of the years 2000 and 2100: no count since 1970 in another unit looks like them.
    private static readonly long s_firstTick = new DateTime(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;
    private static readonly long s_lastTick = new DateTime(2100, 1, 1, 0, 0, 0, DateTimeKind.Utc).Ticks;

    // As Azure's portal shows a time, and exports it: 4/22/2026, 3:00:00.123 AM.
    private static readonly string[] s_portal = ["M/d/yyyy, h:mm:ss.fff tt", "M/d/yyyy, h:mm:ss tt"];

    /// <summary>
    /// Returns the time as text, to the microsecond. A time without a zone is in UTC, as databases and exports write it. The size of a count tells
    /// its unit. Null when there is none.
    /// </summary>
    public static string? Text(JsonElement value)
    {
        var text = value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.Number => value.GetRawText(),
            _ => null,
        };
        if (text is null)
        {
            return null;
        }

        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks >= s_firstTick && ticks < s_lastTick)
        {
            return new DateTime(ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture);
        }

        if (
            text is [.., 'M']
            && DateTimeOffset.TryParseExact(text, s_portal, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var shown)
        )
        {
            return Text(shown);
        }

        // BigQuery writes the zone's name.
        var zoneless = text.EndsWith(" UTC", StringComparison.Ordinal) ? text[..^" UTC".Length] : text;
        return TryParse(text, out var time) || TryParse(zoneless + "Z", out time) ? Text(time) : text;
    }

    /// <summary>Returns the time of a count in a given unit as text, or the value's own text when it is no number.</summary>
    public static string? Text(JsonElement value, TimeUnit unit)
    {
        if (!decimal.TryParse(value.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out var count))
        {
            return Text(value);
        }

        var ticks = unit switch
        {
            TimeUnit.Seconds => count * TimeSpan.TicksPerSecond,
            TimeUnit.Milliseconds => count * TimeSpan.TicksPerMillisecond,
            TimeUnit.Microseconds => count * TimeSpan.TicksPerMicrosecond,
            TimeUnit.Nanoseconds => count / TimeSpan.NanosecondsPerTick,
            _ => count - DateTime.UnixEpoch.Ticks,
        };
        ticks += DateTime.UnixEpoch.Ticks;
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks
            ? new DateTime((long)ticks, DateTimeKind.Utc).ToString("O", CultureInfo.InvariantCulture)
            : value.ToString();
    }

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static bool TryParse(string text, out DateTimeOffset time) => EventTime.TryParse(Encoding.UTF8.GetBytes(text), out time);
}
