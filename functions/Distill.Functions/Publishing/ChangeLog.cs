using Distill.Core.Decisions;
using Distill.Functions.Storage;

namespace Distill.Functions.Publishing;

/// <summary>Gives segments of the log. Those read lately stay in memory, so that readers that keep up read nothing from the store.</summary>
public sealed class ChangeLog(ChangeTable table)
{
    // Changes that callers act on, about 100 bytes each beside what the view holds anyway.
    private const int Capacity = 250_000;

    private readonly LruCache<string, IReadOnlyList<VerdictChange>> _segments = new(Capacity, keepOne: true);

    /// <summary>The changes that callers hear of, in order; null if they are no longer kept.</summary>
    public async Task<IReadOnlyList<VerdictChange>?> ReadAsync(ChangeSegment segment, CancellationToken cancellationToken) =>
        _segments.Find(segment.Name) ?? (await table.ReadAsync(segment, cancellationToken) is { } all ? Keep(segment, all) : null);

    /// <summary>Keeps a segment that was just read. Returns the changes that callers hear of.</summary>
    public IReadOnlyList<VerdictChange> Keep(ChangeSegment segment, IEnumerable<VerdictChange> all)
    {
        VerdictChange[] changes = [.. all.Where(c => c.Acts)];
        _segments.Put(segment.Name, changes, changes.Length);
        return changes;
    }
}
