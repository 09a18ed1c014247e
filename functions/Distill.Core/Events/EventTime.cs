namespace Distill.Core.Events;

/// <summary>Parses a point in time: RFC 3339, and the similar forms of ISO 8601, SQL and Python. A zone is required.</summary>
/// <remarks>Digits after the microsecond are cut. A leap second (:60) becomes the second after it.</remarks>
public static class EventTime
{
    /// <summary>False when the text is no time, or has no zone.</summary>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out DateTimeOffset time)
    {
        time = default;
        utf8 = utf8.Trim(" \t\r\n"u8);
        if (
            utf8.Length < 20
            || !TryDigits(utf8[..4], out var year)
            || utf8[4] != '-'
            || !TryDigits(utf8[5..7], out var month)
            || utf8[7] != '-'
            || !TryDigits(utf8[8..10], out var day)
            || utf8[10] is not ((byte)'T' or (byte)'t' or (byte)' ' or (byte)'_')
            || !TryDigits(utf8[11..13], out var hour)
            || utf8[13] != ':'
            || !TryDigits(utf8[14..16], out var minute)
            || utf8[16] != ':'
            || !TryDigits(utf8[17..19], out var second)
        )
        {
            return false;
        }

        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59 || second > 60)
        {
            return false;
        }

        var rest = utf8[19..];
        if (!TryFraction(ref rest, out var micros) || !TryZone(rest.TrimStart((byte)' '), out var offset))
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
        if (zone is [(byte)'Z' or (byte)'z'] || zone.SequenceEqual("UTC"u8) || zone.SequenceEqual("GMT"u8))
        {
            return true;
        }

        if (zone.Length < 3 || zone[0] is not ((byte)'+' or (byte)'-') || !TryDigits(zone[1..3], out var hours))
        {
            return false;
        }

        var (sign, minutes) = (zone[0] == '-' ? -1 : 1, 0);
        var rest = zone[3..];
        rest = rest is [(byte)':', ..] ? rest[1..] : rest;
        if ((rest.IsEmpty ? zone.Length != 3 : rest.Length != 2 || !TryDigits(rest, out minutes)) || hours > 23 || minutes > 59)
        {
            return false;
        }

        offset = sign * ((60 * hours) + minutes);
        return true;
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
