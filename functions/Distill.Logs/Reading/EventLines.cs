using Distill.Core.Events;
using Distill.Logs.Formats;
using Distill.Logs.Framing;
using Distill.Logs.Opening;

namespace Distill.Logs.Reading;

/// <summary>Reads log files as events of ours, one a line, without parsing them: to send them elsewhere. For one thread.</summary>
/// <param name="formats">In which format the logs are.</param>
public sealed class EventLines(FormatChoice formats)
{
    /// <summary>Records that could not be turned into events.</summary>
    public long Unread { get; private set; }

    /// <summary>Lines of our own format that are longer than any event may be.</summary>
    public long Overlong { get; private set; }

    /// <summary>Records that are no calls.</summary>
    public long SetAside { get; private set; }

    /// <summary>
    /// Returns the events in the files' order. Calls whose parts stand in several records come last. Lines of ours come as they stand.
    /// </summary>
    /// <param name="files">The paths; <c>-</c> for standard input.</param>
    /// <param name="bytesRead">Called with the number of bytes read.</param>
    /// <exception cref="IOException">A file can't be read. The message names it.</exception>
    public IEnumerable<ReadOnlyMemory<byte>> Of(IReadOnlyList<string> files, Action<long>? bytesRead = null)
    {
        using var parts = new CallParts();
        var converter = new RecordConverter(formats, parts);
        foreach (var file in files)
        {
            using var log = OpenLog.Open(file, formats, bytesRead);
            foreach (var line in log.Blocks().SelectMany(b => Events(b, log, converter)))
            {
                yield return line;
            }
        }

        foreach (var line in converter.Joined().SelectMany(EventsOf))
        {
            yield return line;
        }
    }

    private IEnumerable<ReadOnlyMemory<byte>> Events(LogBlock block, OpenLog log, RecordConverter converter)
    {
        Overlong += block.IsOverlong ? 1 : 0;
        foreach (var (_, line) in block.Split())
        {
            if (!log.IsNative || (!NativeFormat.IsEvent(line.Span) && converter.IsOfOthers(line)))
            {
                var (result, reason) = converter.Convert(log.Format, line);
                Unread += reason == RejectReason.None ? 0 : 1;
                foreach (var converted in EventsOf(result))
                {
                    yield return converted;
                }
            }
            else if (line.Length < LogFile.BlockBytes)
            {
                yield return line;
            }
            else
            {
                Overlong++;
            }
        }
    }

    private ReadOnlyMemory<byte>[] EventsOf(Conversion result)
    {
        SetAside += result.SetAside.Count;
        return [.. result.Events];
    }
}
