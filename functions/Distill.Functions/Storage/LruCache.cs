namespace Distill.Functions.Storage;

/// <summary>Keeps the values used last, up to a total weight. Safe for several threads.</summary>
/// <param name="capacity">The most that all values together may weigh.</param>
/// <param name="keepOne">Whether the last value stays even if it alone weighs more.</param>
internal sealed class LruCache<TKey, TValue>(long capacity, bool keepOne)
    where TKey : notnull
{
    private readonly Lock _lock = new();
    private readonly Dictionary<TKey, LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _weight;

    /// <summary>The value, which is now the one used last; null if it is not here.</summary>
    public TValue? Find(TKey key)
    {
        lock (_lock)
        {
            if (!_entries.TryGetValue(key, out var node))
            {
                return default;
            }

            _byUse.Remove(node);
            _byUse.AddLast(node);
            return node.Value.Value;
        }
    }

    /// <summary>Removes the value and returns it; null if it is not here.</summary>
    public TValue? Take(TKey key)
    {
        lock (_lock)
        {
            return _entries.TryGetValue(key, out var node) ? Drop(node) : default;
        }
    }

    /// <summary>Puts a value in, or replaces it. The values not used for longest make room.</summary>
    public void Put(TKey key, TValue value, long weight)
    {
        lock (_lock)
        {
            if (_entries.TryGetValue(key, out var older))
            {
                Drop(older);
            }

            _entries.Add(key, _byUse.AddLast(new Entry(key, value, weight)));
            _weight += weight;
            while (_weight > capacity && _byUse.Count > (keepOne ? 1 : 0))
            {
                Drop(_byUse.First!);
            }
        }
    }

    private TValue Drop(LinkedListNode<Entry> node)
    {
        _entries.Remove(node.Value.Key);
        _byUse.Remove(node);
        _weight -= node.Value.Weight;
        return node.Value.Value;
    }

    private sealed record Entry(TKey Key, TValue Value, long Weight);
}
