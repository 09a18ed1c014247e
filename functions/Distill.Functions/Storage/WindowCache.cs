using Distill.Contracts;
using Distill.Functions.Ingest;

namespace Distill.Functions.Storage;

/// <summary>
/// The hours that this instance wrote lately, with their ETags, so that the next batch needs no read. What is taken is the taker's alone until it is
/// given back; what a failed write left half done is never given back, and so is read again.
/// </summary>
public sealed class WindowCache(int capacity)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(Hour, HubPartition), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _calls;

    /// <summary>The rows of an hour and hub partition, out of the cache; null when they are not there.</summary>
    public Dictionary<AccountId, WindowRow>? Take(Hour hour, HubPartition partition)
    {
        lock (_lock)
        {
            if (!_entries.Remove((hour, partition), out var node))
            {
                return null;
            }

            Drop(node);
            return node.Value.Rows;
        }
    }

    /// <summary>Puts rows back as the most recently used; the least recently used make room.</summary>
    public void Give(Hour hour, HubPartition partition, Dictionary<AccountId, WindowRow> rows)
    {
        var calls = 0L;
        foreach (var row in rows.Values)
        {
            calls += row.Window.Calls.Length;
        }

        lock (_lock)
        {
            if (_entries.Remove((hour, partition), out var other))
            {
                Drop(other);
            }

            _entries.Add((hour, partition), _byUse.AddLast(new Entry((hour, partition), rows, calls)));
            _calls += calls;
            while (_calls > capacity && _byUse.First is { } oldest)
            {
                _entries.Remove(oldest.Value.Key);
                Drop(oldest);
            }
        }
    }

    private void Drop(LinkedListNode<Entry> node)
    {
        _byUse.Remove(node);
        _calls -= node.Value.Calls;
    }

    private sealed record Entry((Hour, HubPartition) Key, Dictionary<AccountId, WindowRow> Rows, long Calls);
}
