using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Logs.Formats;
using Distill.Logs.Framing;
using Distill.Logs.Traffic;

namespace Distill.Logs.Reading;

/// <summary>Parses blocks of records into a <see cref="TrafficLog"/> and returns the rejected ones as rows. For one thread.</summary>
internal sealed class LogBlockParser(
    (EventLimits Limits, KeyRing? Keys) reading,
    DateTimeOffset arrived,
    Period period,
    RecordConverter converter,
    WindowSpill spill
)
{
    // The largest event that is made of another format's record, in bytes. Such a record holds a whole conversation.
    private const int MaxConvertedBytes = 16 * 1024 * 1024;

    private static readonly NativeFormat s_native = new();

    private readonly EventParser _parser = new(reading.Limits, reading.Keys);
    private readonly bool _isWhole = period == default;
    private EventParser? _ofConverted;

    public TrafficLog Log { get; } = new(spill);

    /// <summary>Adds a block's events. Returns the rows of <c>rejects.jsonl</c> for records that could not be read.</summary>
    /// <param name="block">The records.</param>
    /// <param name="format">Their format; null when each is an event of ours.</param>
    public byte[] Parse(LogBlock block, IRecordFormat? format)
    {
        var rejects = new RejectRows(block.File);
        if (block.IsOverlong)
        {
            Log.Counts.Bytes += block.OverlongBytes;
            Reject(rejects, block.FirstLine, (RejectReason.TooLarge, null), default, block.OverlongBytes);
            return rejects.ToArray();
        }

        foreach (var (number, line) in block.Split())
        {
            Log.Counts.Bytes += line.Length;
            if (format is null)
            {
                var parsed = _parser.Parse(line.Span, arrived);
                if (
                    parsed.Reason is not (RejectReason.MissingField or RejectReason.UnknownType or RejectReason.NotAnObject)
                    || !converter.IsOfOthers(line)
                )
                {
                    Add(parsed, rejects, number, line);
                    continue;
                }
            }

            var (result, reason) = converter.Convert(format ?? s_native, line);
            if (reason != RejectReason.None)
            {
                // Nobody knows where prompts stand in it, so it is not kept.
                Reject(rejects, number, (reason, null), default, line.Length);
            }

            Add(result, rejects, number);
        }

        return rejects.ToArray();
    }

    /// <summary>Adds the calls whose parts stood in several records. Call it once, when all blocks of all files are parsed.</summary>
    public byte[] ParseJoined()
    {
        var rejects = new RejectRows("records of several files");
        var number = 0L;
        foreach (var result in converter.Joined())
        {
            Add(result, rejects, ++number);
        }

        return rejects.ToArray();
    }

    private void Add(Conversion result, RejectRows rejects, long number)
    {
        foreach (var kind in result.SetAside)
        {
            Log.Counts.SetAside(kind);
        }

        foreach (var converted in result.Events)
        {
            _ofConverted ??= new EventParser(reading.Limits with { MaxBytes = MaxConvertedBytes }, reading.Keys);
            Add(_ofConverted.Parse(converted.Span, arrived), rejects, number, converted);
        }
    }

    private void Add(in ParsedEvent parsed, RejectRows rejects, long number, ReadOnlyMemory<byte> text)
    {
        if (parsed.Kind == EventKind.Rejected)
        {
            Reject(rejects, number, (parsed.Reason, parsed.Field), text, text.Length);
        }
        else if (_isWhole || period.Has(parsed))
        {
            Log.Add(parsed);
        }
        else
        {
            Log.Counts.OutsidePeriod++;
        }
    }

    private void Reject(RejectRows rejects, long number, (RejectReason Reason, string? Field) why, ReadOnlyMemory<byte> text, long bytes)
    {
        Log.Counts.Reject(why.Reason);
        Log.Counts.RejectedBytes += bytes;
        Log.Counts.NoteMissing(why.Reason, why.Field);
        rejects.Add(number, why.Reason, why.Field, text);
    }
}
