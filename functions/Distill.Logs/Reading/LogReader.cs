using System.Threading.Channels;
using Distill.Contracts.Sealing;
using Distill.Core.Events;
using Distill.Files;
using Distill.Logs.Traffic;

namespace Distill.Logs.Reading;

/// <summary>
/// Reads log files into one <see cref="TrafficLog"/>. One thread unpacks, and the others parse. The rejected lines are in the files' order.
/// </summary>
/// <param name="limits">Limits on events.</param>
/// <param name="arrived">When the events arrived.</param>
/// <param name="keys">Open features that senders sealed. Null when there are none.</param>
public sealed class LogReader(EventLimits limits, DateTimeOffset arrived, KeyRing? keys = null)
{
    private static readonly int s_parsers = Math.Clamp(Environment.ProcessorCount, 1, 8);

    /// <summary>Reads all <paramref name="files"/>.</summary>
    /// <param name="files">The paths. The rejected lines are written in this order.</param>
    /// <param name="rejects">Receives a row for each line that could not be read.</param>
    /// <param name="gauge">Counts the bytes of the files.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <exception cref="IOException">A file can't be read; the message names it.</exception>
    public async Task<TrafficLog> ReadAsync(IReadOnlyList<string> files, Stream rejects, Gauge gauge, CancellationToken cancellationToken)
    {
        gauge.Total = files.Sum(f => new FileInfo(f) is { Exists: true } info ? info.Length : 0);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var blocks = Channel.CreateBounded<(long Number, LogBlock Block)>(new BoundedChannelOptions(2 * s_parsers) { SingleWriter = true });
        var ordered = new OrderedRows(rejects);
        var reading = Task.Run(() => UnpackAsync(files, blocks.Writer, gauge, stop.Token), CancellationToken.None);
        var parsers = Enumerable
            .Range(0, s_parsers)
            .Select(_ => Task.Run(() => ParseAsync(blocks.Reader, ordered, stop), CancellationToken.None))
            .ToArray();
        await Task.WhenAll([reading, .. parsers]).ConfigureAwait(false);

        var log = await parsers[0].ConfigureAwait(false);
        foreach (var parser in parsers[1..])
        {
            log.Merge(await parser.ConfigureAwait(false));
        }

        return log;
    }

    private static async Task UnpackAsync(
        IReadOnlyList<string> files,
        ChannelWriter<(long Number, LogBlock Block)> blocks,
        Gauge gauge,
        CancellationToken cancellationToken
    )
    {
        Exception? fault = null;
        try
        {
            var number = 0L;
            foreach (var block in files.SelectMany(f => new LogFile(f).Blocks(gauge.Add)))
            {
                await blocks.WriteAsync((number++, block), cancellationToken).ConfigureAwait(false);
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
    }

    private async Task<TrafficLog> ParseAsync(ChannelReader<(long Number, LogBlock Block)> blocks, OrderedRows rejects, CancellationTokenSource stop)
    {
        var parser = new LogBlockParser(limits, arrived, keys);
        var isComplete = false;
        try
        {
            await foreach (var (number, block) in blocks.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                rejects.Add(number, parser.Parse(block));
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

        return parser.Log;
    }
}
