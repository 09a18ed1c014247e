using Distill.Core.Events;
using Distill.Logs.Formats;
using Distill.Logs.Opening;
using Distill.Logs.Reading;
using Distill.Logs.Traffic;

namespace Distill.Logs.Explaining;

/// <summary>How the first records of one log are understood.</summary>
/// <param name="File">How the file is read.</param>
/// <param name="Events">The first events, calls before others, as JSON of ours.</param>
/// <param name="Log">What the first records hold.</param>
public sealed record LogExplanation(ReadFile File, IReadOnlyList<ReadOnlyMemory<byte>> Events, TrafficLog Log)
{
    /// <summary>Records that are looked at.</summary>
    public const int MostRecords = 1000;

    // Events that are shown.
    private const int MostEvents = 3;

    /// <summary>Reads the first records of a log.</summary>
    /// <param name="file">A path, or <c>-</c> for standard input.</param>
    /// <param name="choice">In which format it is.</param>
    /// <param name="arrived">When the events arrived.</param>
    /// <exception cref="IOException">It can't be read, or is no log that can be.</exception>
    public static LogExplanation Of(string file, FormatChoice choice, DateTimeOffset arrived)
    {
        using var log = OpenLog.Open(file, choice);
        using var parts = new CallParts();
        var converter = new RecordConverter(choice, parts);
        var (parser, traffic) = (new EventParser(new EventLimits()), new TrafficLog());
        var (calls, others) = (new List<ReadOnlyMemory<byte>>(), new List<ReadOnlyMemory<byte>>());
        foreach (var (_, line) in log.Blocks().SelectMany(b => b.Split()).Take(MostRecords))
        {
            if (log.IsNative)
            {
                Add(line);
                continue;
            }

            var (result, reason) = converter.Convert(log.Format, line);
            if (reason != RejectReason.None)
            {
                traffic.Counts.Reject(reason);
            }

            AddAll(result);
        }

        foreach (var result in converter.Joined())
        {
            AddAll(result);
        }

        return new LogExplanation(new ReadFile(file, log.Format.Title, log.Layout, 0), [.. calls.Concat(others).Take(MostEvents)], traffic);

        void AddAll(Conversion result)
        {
            result.SetAside.ForEach(k => traffic.Counts.SetAside(k));
            result.Events.ForEach(Add);
        }

        void Add(ReadOnlyMemory<byte> utf8)
        {
            var parsed = parser.Parse(utf8.Span, arrived);
            traffic.Add(parsed);
            traffic.Counts.NoteMissing(parsed.Reason, parsed.Field);
            var shown = parsed.Kind == EventKind.Call ? calls : others;
            if (shown.Count < MostEvents)
            {
                shown.Add(utf8.ToArray());
            }
        }
    }
}
