namespace Distill.Logs.Ordering;

/// <summary>
/// Puts lines into the order of their keys. What does not fit into memory is sorted in parts, kept in temporary files and merged.
/// </summary>
/// <param name="bytesInMemory">Bytes of lines that are kept in memory.</param>
public sealed class LineOrder(long bytesInMemory = LineOrder.DefaultBytes) : IDisposable
{
    private const long DefaultBytes = 512L * 1024 * 1024;

    // Bytes that a line needs in memory beside its text.
    private const int Overhead = 64;

    private readonly List<SortedRun> _runs = [];
    private readonly List<KeyedLine> _lines = [];
    private long _bytes;

    /// <summary>Lines added.</summary>
    public long Count { get; private set; }

    public void Add(long key, ReadOnlyMemory<byte> line)
    {
        _lines.Add(new KeyedLine(key, Count++, line));
        _bytes += line.Length + Overhead;
        if (_bytes >= bytesInMemory)
        {
            _lines.Sort();
            _runs.Add(SortedRun.Write(_lines));
            _lines.Clear();
            _bytes = 0;
        }
    }

    /// <summary>All lines in order. Read them once, after all are added.</summary>
    public IEnumerable<KeyedLine> Lines()
    {
        _lines.Sort();
        var sources = _runs.Select(r => r.Read()).Append(_lines).Select(s => s.GetEnumerator()).ToArray();
        try
        {
            var next = new PriorityQueue<IEnumerator<KeyedLine>, KeyedLine>();
            foreach (var source in sources.Where(s => s.MoveNext()))
            {
                next.Enqueue(source, source.Current);
            }

            while (next.TryDequeue(out var source, out var line))
            {
                yield return line;
                if (source.MoveNext())
                {
                    next.Enqueue(source, source.Current);
                }
            }
        }
        finally
        {
            Array.ForEach(sources, s => s.Dispose());
        }
    }

    public void Dispose() => _runs.ForEach(r => r.Dispose());
}
