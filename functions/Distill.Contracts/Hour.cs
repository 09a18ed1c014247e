using System.Globalization;

namespace Distill.Contracts;

/// <summary>One hour of event time, [Start, End), counted from 1970-01-01 UTC. Prints as yyyyMMddHH.</summary>
public readonly record struct Hour(int Number) : IComparable<Hour>
{
    private const long MicrosPerHour = 3_600_000_000;

    public DateTimeOffset Start => DateTimeOffset.UnixEpoch.AddHours(Number);

    public DateTimeOffset End => Start.AddHours(1);

    public Hour Next => new(Number + 1);

    public static Hour Of(long micros) => new((int)Math.DivRem(micros, MicrosPerHour, out var rest) - (rest < 0 ? 1 : 0));

    public static Hour Of(DateTimeOffset time) =>
        Of(time.UtcTicks / TimeSpan.TicksPerMicrosecond - (DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond));

    /// <summary>Parses yyyyMMddHH; throws <see cref="FormatException"/> otherwise.</summary>
    public static Hour Parse(string text) =>
        Of(
            DateTimeOffset.ParseExact(
                text,
                "yyyyMMddHH",
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal
            )
        );

    public int CompareTo(Hour other) => Number.CompareTo(other.Number);

    public override string ToString() => Start.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);

    public static bool operator <(Hour left, Hour right) => left.Number < right.Number;

    public static bool operator >(Hour left, Hour right) => left.Number > right.Number;

    public static bool operator <=(Hour left, Hour right) => left.Number <= right.Number;

    public static bool operator >=(Hour left, Hour right) => left.Number >= right.Number;

    public static Hour operator +(Hour hour, int hours) => new(hour.Number + hours);

    public static Hour operator -(Hour hour, int hours) => new(hour.Number - hours);
}
