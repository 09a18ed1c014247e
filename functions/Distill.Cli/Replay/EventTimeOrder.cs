using Distill.Logs.Reading;

namespace Distill.Cli.Replay;

/// <summary>
/// Puts the lines of log files into the order of their event times. What does not fit into memory is sorted in parts, kept in temporary files and
/// merged. A line without a time stays behind the line before it.
/// </summary>
internal sealed class EventTimeOrder(long bytesInMemory = EventTimeOrder.DefaultBytes) : IDisposable
{
    private const long DefaultBytes = 512L * 1024 * 1024;

    // Bytes that a line needs in memory beside its text.
    private const int Overhead = 64;

    private readonly List<SortedRun> _runs = [];
    private readonly List<TimedLine> _lines = [];
    private long _bytes;
    private long _number;
    private long _latest = long.MinValue;

    /// <summary>Lines added.</summary>
    public long Count => _number;

    /// <summary>Lines that were left out because they are longer than any event may be.</summary>
    public long Overlong { get; private set; }

    public void Add(LogFile file, Action<long>? bytesRead, CancellationToken cancellationToken)
    {
        foreach (var block in file.Blocks(bytesRead))
        {
            cancellationToken.ThrowIfCancellationRequested();
            Overlong += block.IsOverlong ? 1 : 0;
            foreach (var (_, line) in block.Split())
            {
                Add(line);
            }
        }
    }

    /// <summary>All lines in order. Read them once, after all are added.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Lines()
    {
        _lines.Sort();
        var sources = _runs.Select(r => r.Read()).Append(_lines).Select(s => s.GetEnumerator()).ToArray();
        try
        {
            var next = new PriorityQueue<IEnumerator<TimedLine>, TimedLine>();
            foreach (var source in sources.Where(s => s.MoveNext()))
            {
                next.Enqueue(source, source.Current);
            }

            while (next.TryDequeue(out var source, out var line))
            {
                yield return line.Bytes;
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

    private void Add(ReadOnlyMemory<byte> line)
    {
        _latest = LogLine.Read(line.Span).Micros ?? _latest;
        _lines.Add(new TimedLine(_latest, _number++, line));
        _bytes += line.Length + Overhead;
        if (_bytes >= bytesInMemory)
        {
            _lines.Sort();
            _runs.Add(SortedRun.Write(_lines));
            _lines.Clear();
            _bytes = 0;
        }
    }
}
