using Distill.Cli.Logs;
using Distill.Client;

namespace Distill.Cli.Replay;

/// <summary>Sends lines to an event hub, as they stand: bad input belongs into the service's dead letters.</summary>
internal sealed class LogSender(EventHubSender hub, Pace pace)
{
    /// <summary>Sends all <paramref name="lines"/> in their order and returns when they have arrived.</summary>
    /// <param name="lines">Events, one a line.</param>
    /// <param name="sent">Told of each line.</param>
    /// <param name="cancel">Stops between two lines.</param>
    /// <exception cref="EventHubSendException">The hub is out of reach or refuses.</exception>
    public async Task<SendCounts> SendAsync(IEnumerable<ReadOnlyMemory<byte>> lines, Action<long> sent, CancellationToken cancel)
    {
        var counts = new SendCounts();
        foreach (var bytes in lines)
        {
            var line = LogLine.Read(bytes.Span);
            if (pace.Wait(line.Micros, line.IsCall) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancel).ConfigureAwait(false);
            }

            counts = await SendAsync(line, bytes, cancel).ConfigureAwait(false)
                ? counts with { Sent = counts.Sent + 1, WithoutAccount = counts.WithoutAccount + (line.Account is null ? 1 : 0) }
                : counts with { TooLarge = counts.TooLarge + 1 };
            sent(1);
        }

        await hub.FlushAsync(cancel).ConfigureAwait(false);
        return counts;
    }

    /// <summary>False when the event is larger than any that the hub takes.</summary>
    private async ValueTask<bool> SendAsync(LogLine line, ReadOnlyMemory<byte> bytes, CancellationToken cancel)
    {
        try
        {
            await hub.SendAsync(line.Account, bytes, cancel).ConfigureAwait(false);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}

/// <summary>What became of the lines.</summary>
/// <param name="Sent">Acknowledged by the hub.</param>
/// <param name="WithoutAccount">Sent, but not JSON or without an account: no order is kept among them.</param>
/// <param name="TooLarge">Not sent.</param>
internal readonly record struct SendCounts(long Sent, long WithoutAccount, long TooLarge);
