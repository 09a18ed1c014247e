namespace Distill.Logs.Ordering;

/// <summary>A line and where it stands: by its key, then as it was read.</summary>
public readonly record struct KeyedLine(long Key, long Number, ReadOnlyMemory<byte> Bytes) : IComparable<KeyedLine>
{
    public int CompareTo(KeyedLine other) => (Key, Number).CompareTo((other.Key, other.Number));

    public static bool operator <(KeyedLine left, KeyedLine right) => left.CompareTo(right) < 0;

    public static bool operator >(KeyedLine left, KeyedLine right) => left.CompareTo(right) > 0;

    public static bool operator <=(KeyedLine left, KeyedLine right) => left.CompareTo(right) <= 0;

    public static bool operator >=(KeyedLine left, KeyedLine right) => left.CompareTo(right) >= 0;
}
