using System.Collections.Concurrent;
using Distill.Core.Events;
using Distill.Simulation;

namespace Distill.Evaluation.Enforcement;

/// <summary>Writes and parses the events of an hour on all processors. The result does not depend on how many there are.</summary>
internal sealed class HourReader
{
    private const int PartSize = 2048;

    private readonly ConcurrentBag<EventParser> _parsers = [];
    private readonly List<ParsedEvent[]> _parts = [];

    /// <summary>Reads an hour and shows its events in order.</summary>
    /// <exception cref="InvalidOperationException">The parser rejected an event. Then no figure would count that event.</exception>
    public void Read(EventHour hour, Action<ParsedEvent> show)
    {
        var parts = (hour.Count + PartSize - 1) / PartSize;
        while (_parts.Count < parts)
        {
            _parts.Add(new ParsedEvent[PartSize]);
        }

        Parallel.For(0, parts, part => Parse(hour, part));
        for (var i = 0; i < hour.Count; i++)
        {
            show(_parts[i / PartSize][i % PartSize]);
        }
    }

    private void Parse(EventHour hour, int part)
    {
        if (!_parsers.TryTake(out var parser))
        {
            parser = new EventParser(new EventLimits());
        }

        var (into, at) = (_parts[part], 0);
        foreach (var wire in hour.Write(part * PartSize, Math.Min(hour.Count, (part + 1) * PartSize)))
        {
            into[at] = parser.Parse(wire.Json.Span, wire.Time);
            if (into[at++].Kind == EventKind.Rejected)
            {
                throw new InvalidOperationException($"The parser refused an event of {wire.Account} at {wire.Time:O}: {into[at - 1].Reason}.");
            }
        }

        _parsers.Add(parser);
    }
}
