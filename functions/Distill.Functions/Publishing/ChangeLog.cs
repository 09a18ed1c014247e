using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>Segments of the log, the latest read kept in memory: readers that keep up read none from the store.</summary>
public sealed class ChangeLog(ChangeTable table)
{
    // What callers act on, about 100 bytes each beside what the view holds anyway.
    private const int Capacity = 250_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, LinkedListNode<Kept>> _kept = [];
    private readonly LinkedList<Kept> _byUse = [];
    private int _changes;

    /// <summary>The changes that callers hear of, in order; null when they are no longer kept.</summary>
    public async Task<IReadOnlyList<VerdictChange>?> ReadAsync(Segment segment, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            if (_kept.TryGetValue(segment.Name, out var node))
            {
                _byUse.Remove(node);
                _byUse.AddLast(node);
                return node.Value.Changes;
            }
        }

        return await table.ReadAsync(segment, cancellationToken) is { } all ? Keep(segment, all) : null;
    }

    /// <summary>Keeps a segment that was just read, and answers what callers hear of.</summary>
    public IReadOnlyList<VerdictChange> Keep(Segment segment, IEnumerable<VerdictChange> all)
    {
        VerdictChange[] changes = [.. all.Where(c => c.Acts)];
        lock (_lock)
        {
            if (!_kept.ContainsKey(segment.Name))
            {
                _kept.Add(segment.Name, _byUse.AddLast(new Kept(segment.Name, changes)));
                _changes += changes.Length;
            }

            while (_changes > Capacity && _byUse.Count > 1 && _byUse.First is { } oldest)
            {
                _byUse.RemoveFirst();
                _kept.Remove(oldest.Value.Name);
                _changes -= oldest.Value.Changes.Count;
            }
        }

        return changes;
    }

    private sealed record Kept(string Name, IReadOnlyList<VerdictChange> Changes);
}
