using System.Threading.Channels;
using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Files;
using Distill.Logs.Formats;
using Distill.Logs.Framing;
using Distill.Logs.Opening;
using Distill.Logs.Sources;
using Distill.Logs.Traffic;

namespace Distill.Logs.Reading;

/// <summary>
/// Reads log files into one <see cref="TrafficLog"/>. One thread unpacks, and the others parse. The rejected records are in the files' order.
/// </summary>
/// <param name="limits">Limits on events.</param>
/// <param name="arrived">When the events arrived.</param>
/// <param name="keys">Open features that senders sealed. Null when there are none.</param>
public sealed class LogReader(EventLimits limits, DateTimeOffset arrived, KeyRing? keys = null)
{
    private static readonly int s_parsers = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>In which format the logs are.</summary>
    public FormatChoice Formats { get; init; } = FormatChoice.Detect;

    /// <summary>The part of the logs that counts.</summary>
    public Period Period { get; init; }

    /// <summary>Reads all <paramref name="files"/>.</summary>
    /// <param name="files">The paths; <c>-</c> for standard input. The rejected records are written in this order.</param>
    /// <param name="rejects">Receives a row for each record that could not be read.</param>
    /// <param name="gauge">Counts the bytes of the files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read to its end, or none of them is a log. The message names it.</exception>
    public async Task<LogReading> ReadAsync(IReadOnlyList<string> files, Stream rejects, Gauge gauge, CancellationToken cancellationToken)
    {
        gauge.Total = LogSources.BytesOf(files);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var parts = new CallParts();
        var spill = new WindowSpill();
        var blocks = Channel.CreateBounded<(long Number, LogBlock Block, IRecordFormat? Format)>(
            new BoundedChannelOptions(2 * s_parsers) { SingleWriter = true }
        );
        var ordered = new OrderedRows(rejects);
        var reading = Task.Run(() => UnpackAsync(files, blocks.Writer, gauge, stop.Token), CancellationToken.None);
        var parsers = Enumerable.Range(0, s_parsers).Select(_ => Parser(parts, spill)).ToArray();
        await Task.WhenAll([reading, .. parsers.Select(p => Task.Run(() => ParseAsync(p, blocks.Reader, ordered, stop), CancellationToken.None))])
            .ConfigureAwait(false);

        var (read, count) = await reading.ConfigureAwait(false);
        ordered.Add(count, parsers[0].ParseJoined());
        foreach (var parser in parsers[1..])
        {
            parsers[0].Log.Merge(parser.Log);
        }

        return new LogReading(parsers[0].Log, read);
    }

    private LogBlockParser Parser(CallParts parts, WindowSpill spill) =>
        new((limits, keys), arrived, Period, new RecordConverter(Formats, parts), spill);

    // Returns how each file was read, and the number of blocks.
    private async Task<(IReadOnlyList<ReadFile> Files, long Count)> UnpackAsync(
        IReadOnlyList<string> files,
        ChannelWriter<(long Number, LogBlock Block, IRecordFormat? Format)> blocks,
        Gauge gauge,
        CancellationToken cancellationToken
    )
    {
        Exception? fault = null;
        var (read, number) = (new List<ReadFile>(), 0L);
        try
        {
            foreach (var file in files)
            {
                using var log = Open(file, gauge, read);
                foreach (var block in log?.Blocks() ?? [])
                {
                    await blocks.WriteAsync((number++, block, log!.IsNative ? null : log.Format), cancellationToken).ConfigureAwait(false);
                }
            }

            if (read.Count > 0 && read.TrueForAll(f => f.Problem is not null))
            {
                throw new IOException(
                    $"Can't read {read[0].File}. {read[0].Problem}" + (read.Count > 1 ? $" Nor can {read.Count - 1} other files be read." : "")
                );
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            fault = e;
            throw;
        }
        finally
        {
            // This ends the parsers with the same exception as the reading.
            blocks.Complete(fault);
        }

        return (read, number);
    }

    private OpenLog? Open(string file, Gauge gauge, List<ReadFile> read)
    {
        var bytes = LogSources.LengthOf(file);
        try
        {
            var log = OpenLog.Open(file, Formats, gauge.Add);
            read.Add(new ReadFile(file, log.Format.Title, log.Layout, bytes));
            return log;
        }
        catch (UnreadableLogException e)
        {
            read.Add(new ReadFile(file, "", "", bytes, e.Why));
            return null;
        }
    }

    private static async Task ParseAsync(
        LogBlockParser parser,
        ChannelReader<(long Number, LogBlock Block, IRecordFormat? Format)> blocks,
        OrderedRows rejects,
        CancellationTokenSource stop
    )
    {
        var isComplete = false;
        try
        {
            await foreach (var (number, block, format) in blocks.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                rejects.Add(number, parser.Parse(block, format));
            }

            isComplete = true;
        }
        finally
        {
            // If one parser fails, the others stop, and the reader must not wait for it.
            if (!isComplete)
            {
                await stop.CancelAsync().ConfigureAwait(false);
            }
        }
    }
}
