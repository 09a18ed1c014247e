namespace Distill.Statistics;

/// <summary>Looks up places in sorted rows.</summary>
internal static class Sorted
{
    /// <summary>How many values are less than <paramref name="value"/>. That is the place of the first one that is not.</summary>
    public static int LowerBound<T>(ReadOnlySpan<T> sorted, T value)
        where T : IComparable<T> => ~sorted.BinarySearch(new Floor<T>(value));

    /// <summary>How many items have a key less than <paramref name="value"/>. The items are sorted by this key.</summary>
    public static int LowerBound<T, TKey>(ReadOnlySpan<T> sorted, TKey value, Func<T, TKey> keyOf)
        where TKey : IComparable<TKey> => ~sorted.BinarySearch(new KeyFloor<T, TKey>(value, keyOf));

    // A value just below all items that are equal to it. It is never found, so the search ends at the first of them.
    private readonly struct Floor<T>(T value) : IComparable<T>
        where T : IComparable<T>
    {
        public int CompareTo(T? other) => value.CompareTo(other) <= 0 ? -1 : 1;
    }

    private readonly struct KeyFloor<T, TKey>(TKey value, Func<T, TKey> keyOf) : IComparable<T>
        where TKey : IComparable<TKey>
    {
        public int CompareTo(T? other) => value.CompareTo(keyOf(other!)) <= 0 ? -1 : 1;
    }
}
