using System.Buffers.Text;

namespace Distill.Core.Events;

/// <summary>
/// Reads a point in time that is counted from 1970-01-01 UTC, in seconds (with or without a fraction), milliseconds, microseconds or nanoseconds. The
/// size tells the unit: counts of seconds since 2001 have ten digits, and each finer unit three more.
/// </summary>
internal static class EpochTime
{
    // The first second that is read, 2001-09-09, and the last one, in the year 5138.
    private const decimal FirstSecond = 1e9m;
    private const decimal LastSecond = 1e11m;

    // Units finer than a second that are read: milli, micro, nano.
    private const int FinerUnits = 3;

    /// <summary>False when the text is no number, or no count of any of the units.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        time = default;
        if (!Utf8Parser.TryParse(utf8, out decimal count, out var used) || used != utf8.Length)
        {
            return false;
        }

        for (var unit = 0; unit < FinerUnits && count >= LastSecond; unit++)
        {
            count /= 1000;
        }

        if (count is < FirstSecond or >= LastSecond)
        {
            return false;
        }

        time = DateTimeOffset.UnixEpoch.AddTicks((long)(count * 1_000_000) * TimeSpan.TicksPerMicrosecond);
        return true;
    }
}
