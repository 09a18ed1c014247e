namespace Distill.Contracts;

/// <summary>Microseconds: the unit of event times, counted from 1970-01-01 in UTC.</summary>
public static class Micros
{
    public const long PerSecond = 1_000_000;

    public const long PerMinute = 60 * PerSecond;

    public const long PerHour = 60 * PerMinute;

    public const long PerDay = 24 * PerHour;
}
