using System.Globalization;
using System.Text;

namespace Distill.Core.Events;

/// <summary>
/// Parses a point in time: RFC 3339, the similar forms of ISO 8601, SQL and Python, dates as web servers write them, and counts from 1970. A zone
/// is required, but for counts.
/// </summary>
/// <remarks>
/// Digits after the microsecond are cut. A leap second (:60) becomes the second after it. Seconds may be missing. The plus of an offset may be
/// escaped as in a URL, or a blank that a URL made of it. The name of the zone may follow in brackets, as Java writes it.
/// </remarks>
public static class EventTime
{
    // Length of the shortest time with a zone, in bytes: "2026-04-22T03:00Z".
    private const int Shortest = 17;

    // Longest time that is read in a form other than RFC 3339 and its like, in bytes.
    private const int Longest = 64;

    // "Mon, 04 May 2026 00:00:00 GMT" (RFC 1123) and "04/May/2026:00:00:00 +0000" (the common log format).
    private static readonly string[] s_named =
    [
        "ddd, d MMM yyyy HH':'mm':'ss 'GMT'",
        "ddd, d MMM yyyy HH':'mm':'ss zzz",
        "dd/MMM/yyyy':'HH':'mm':'ss zzz",
    ];

    // U+2212 is the typographer's minus.
    private static readonly (int Sign, byte[] Text)[] s_signs =
    [
        (1, [(byte)'+']),
        (-1, [(byte)'-']),
        (1, "%2B"u8.ToArray()),
        (1, "%2b"u8.ToArray()),
        (-1, "−"u8.ToArray()),
    ];

    /// <summary>False when the text is no time, or has no zone.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        utf8 = utf8.Trim(" \t\r\n"u8);
        return TryExtended(utf8, out time) || EpochTime.TryParse(utf8, out time) || TryBasic(utf8, out time) || TryNamed(utf8, out time);
    }

    /// <summary>Parses a point in time, or a date alone, which stands for its first moment in UTC.</summary>
    public static bool TryParseDate(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        utf8 = utf8.Trim(" \t\r\n"u8);
        Span<byte> midnight = stackalloc byte[Longest];
        if (utf8.Length is not (BasicTime.Date or BasicTime.Date + 2))
        {
            return TryParse(utf8, out time);
        }

        utf8.CopyTo(midnight);
        "T00:00Z"u8.CopyTo(midnight[utf8.Length..]);
        return TryParse(midnight[..(utf8.Length + "T00:00Z"u8.Length)], out time) || TryParse(utf8, out time);
    }

    private static bool TryBasic(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        Span<byte> extended = stackalloc byte[Longest];
        time = default;
        return BasicTime.TryExtend(utf8, extended, out var length) && TryExtended(extended[..length], out time);
    }

    private static bool TryNamed(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        time = default;
        return utf8.Length <= Longest
            && utf8.IndexOfAnyInRange((byte)'a', (byte)'z') >= 0
            && DateTimeOffset.TryParseExact(
                Encoding.UTF8.GetString(utf8),
                s_named,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal,
                out time
            );
    }

    private static bool TryExtended(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        time = default;
        if (
            utf8.Length < Shortest
            || !TryDigits(utf8[..4], out var year)
            || utf8[4] is not ((byte)'-' or (byte)'/')
            || !TryDigits(utf8[5..7], out var month)
            || utf8[7] != utf8[4]
            || !TryDigits(utf8[8..10], out var day)
            || utf8[10] is not ((byte)'T' or (byte)'t' or (byte)' ' or (byte)'_')
            || !TryDigits(utf8[11..13], out var hour)
            || utf8[13] != ':'
            || !TryDigits(utf8[14..16], out var minute)
        )
        {
            return false;
        }

        var rest = utf8[16..];
        if (!TrySecond(ref rest, out var second))
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        if (!TryFraction(ref rest, out var micros) || !TryZone(rest, out var offset))
        {
            return false;
        }

        var ticks =
            new DateTime(year, month, day, hour, minute, 0).Ticks
            + (second * TimeSpan.TicksPerSecond)
            + (micros * TimeSpan.TicksPerMicrosecond)
            - (offset * TimeSpan.TicksPerMinute);
        if (ticks < DateTime.MinValue.Ticks || ticks > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(ticks, TimeSpan.Zero);
        return true;
    }

    private static bool TrySecond(ref ReadOnlySpan<byte> rest, out int second)
    {
        second = 0;
        if (rest is not [(byte)':', ..])
        {
            return true;
        }

        var read = rest.Length >= 3 && TryDigits(rest[1..3], out second);
        rest = read ? rest[3..] : rest;
        return read;
    }

    private static bool TryFraction(ref ReadOnlySpan<byte> rest, out long micros)
    {
        micros = 0;
        if (rest.IsEmpty || rest[0] is not ((byte)'.' or (byte)','))
        {
            return true;
        }

        var digits = rest[1..].IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        digits = digits < 0 ? rest.Length - 1 : digits;
        for (var i = 0; i < 6; i++)
        {
            micros = (10 * micros) + (i < digits ? rest[1 + i] - '0' : 0);
        }

        rest = rest[(1 + digits)..];
        return digits > 0;
    }

    // Gives the offset in minutes east of UTC.
    private static bool TryZone(ReadOnlySpan<byte> zone, out int offset)
    {
        offset = 0;
        var sign = SignOf(ref zone);
        if (zone is [.., (byte)']'] && zone.IndexOf((byte)'[') is > 0 and var name)
        {
            zone = zone[..name];
        }

        if (sign == 0)
        {
            return zone is [(byte)'Z' or (byte)'z'] || zone.SequenceEqual("UTC"u8) || zone.SequenceEqual("GMT"u8);
        }

        // One digit of hours is clear only before a colon.
        var hourDigits = zone is [_, (byte)':', ..] ? 1 : 2;
        if (zone.Length < hourDigits || !TryDigits(zone[..hourDigits], out var hours))
        {
            return false;
        }

        var rest = zone[hourDigits..];
        var minutes = 0;
        var hasColon = rest is [(byte)':', ..];
        rest = hasColon ? rest[1..] : rest;
        if ((rest.IsEmpty ? hasColon : rest.Length != 2 || !TryDigits(rest, out minutes)) || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = sign * ((60 * hours) + minutes);
        return true;
    }

    // Strips blanks and the sign before an offset. 0 when no offset follows.
    private static int SignOf(ref ReadOnlySpan<byte> zone)
    {
        var wasBlank = zone is [(byte)' ', ..];
        zone = zone.TrimStart((byte)' ');
        foreach (var (sign, text) in s_signs)
        {
            if (zone.StartsWith(text))
            {
                zone = zone[text.Length..];
                return sign;
            }
        }

        return wasBlank && zone is [>= (byte)'0' and <= (byte)'9', ..] ? 1 : 0;
    }

    private static bool TryDigits(ReadOnlySpan<byte> digits, out int number)
    {
        number = 0;
        foreach (var digit in digits)
        {
            if (digit is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            number = (10 * number) + digit - '0';
        }

        return true;
    }
}
