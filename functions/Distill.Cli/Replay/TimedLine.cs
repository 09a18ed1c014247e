namespace Distill.Cli.Replay;

/// <summary>A line and where it stands in the order of events: by time, then as it was read.</summary>
internal readonly record struct TimedLine(long Micros, long Number, ReadOnlyMemory<byte> Bytes) : IComparable<TimedLine>
{
    public int CompareTo(TimedLine other) => (Micros, Number).CompareTo((other.Micros, other.Number));

    public static bool operator <(TimedLine left, TimedLine right) => left.CompareTo(right) < 0;

    public static bool operator >(TimedLine left, TimedLine right) => left.CompareTo(right) > 0;

    public static bool operator <=(TimedLine left, TimedLine right) => left.CompareTo(right) <= 0;

    public static bool operator >=(TimedLine left, TimedLine right) => left.CompareTo(right) >= 0;
}
