using Distill.Logs.Ordering;
using Distill.Logs.Reading;

namespace Distill.Cli.Replay;

/// <summary>Puts events into the order of their times. A line without a time stays behind the line before it.</summary>
internal sealed class EventTimeOrder : IDisposable
{
    private readonly LineOrder _order;
    private long _latest = long.MinValue;

    public EventTimeOrder() => _order = new LineOrder();

    public EventTimeOrder(long bytesInMemory) => _order = new LineOrder(bytesInMemory);

    /// <summary>Lines added.</summary>
    public long Count => _order.Count;

    /// <summary>Adds a line, if its time lies in the period. A line without a time is added.</summary>
    public void Add(ReadOnlyMemory<byte> line, Period period = default)
    {
        var read = LogLine.Read(line.Span);
        if (read.Micros is { } at && !period.Has(DateTimeOffset.UnixEpoch.AddMicroseconds(at), read.IsCall))
        {
            return;
        }

        _latest = read.Micros ?? _latest;
        _order.Add(_latest, line);
    }

    /// <summary>All lines in order. Read them once, after all are added.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Lines() => _order.Lines().Select(l => l.Bytes);

    public void Dispose() => _order.Dispose();
}
