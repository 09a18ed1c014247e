namespace Distill.Functions.Storage;

/// <summary>What the table of parts held when it was read.</summary>
public sealed class SpanParts
{
    private readonly Dictionary<ulong, List<(SpanPart Part, string Row)>> _parts = [];
    private readonly Dictionary<ulong, DateTimeOffset> _joined = [];

    /// <summary>The calls that have parts.</summary>
    public IReadOnlyCollection<ulong> Keys => _parts.Keys;

    /// <summary>The calls that are joined, and since when.</summary>
    public IReadOnlyDictionary<ulong, DateTimeOffset> Joined => _joined;

    /// <summary>The parts of a call.</summary>
    public IEnumerable<SpanPart> PartsOf(ulong key) => _parts[key].Select(p => p.Part);

    internal IEnumerable<string> RowsOf(ulong key) => _parts[key].Select(p => p.Row);

    internal void Add(SpanPart part, string row)
    {
        if (!_parts.TryGetValue(part.Key, out var parts))
        {
            _parts.Add(part.Key, parts = []);
        }

        parts.Add((part, row));
    }

    internal void AddJoined(ulong key, DateTimeOffset since) => _joined.Add(key, since);
}
