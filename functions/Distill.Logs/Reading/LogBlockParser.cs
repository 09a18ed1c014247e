using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Logs.Traffic;

namespace Distill.Logs.Reading;

/// <summary>Parses blocks of lines into a <see cref="TrafficLog"/> and returns the rejected lines as rows. For one thread.</summary>
internal sealed class LogBlockParser(EventLimits limits, DateTimeOffset arrived, KeyRing? keys)
{
    private readonly EventParser _parser = new(limits, keys);

    public TrafficLog Log { get; } = new();

    /// <summary>Adds a block's events. Returns the rows of <c>rejects.jsonl</c> for lines that could not be read.</summary>
    public byte[] Parse(LogBlock block)
    {
        var rejects = new RejectRows(block.File);
        if (block.IsOverlong)
        {
            Log.Add(ParsedEvent.Rejected(RejectReason.TooLarge));
            rejects.Add(block.FirstLine, RejectReason.TooLarge, null, default);
            return rejects.ToArray();
        }

        foreach (var (number, line) in block.Split())
        {
            var parsed = _parser.Parse(line.Span, arrived);
            Log.Add(parsed);
            if (parsed.Kind == EventKind.Rejected)
            {
                rejects.Add(number, parsed.Reason, parsed.Field, line);
            }
        }

        return rejects.ToArray();
    }
}
