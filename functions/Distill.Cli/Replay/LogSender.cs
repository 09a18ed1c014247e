using Distill.Cli.Hub;

namespace Distill.Cli.Replay;

/// <summary>Sends lines to an event hub unchanged. The service puts bad lines into its dead letters.</summary>
internal sealed class LogSender(KeyedSender hub, Pace pace)
{
    /// <summary>Sends all <paramref name="lines"/>, those of an account in their order, and returns when they have arrived.</summary>
    /// <param name="lines">Events, one a line.</param>
    /// <param name="sent">Called after each line.</param>
    /// <param name="cancellationToken">Stops between two lines.</param>
    /// <exception cref="HubFailure">The hub can't be reached, or it refuses.</exception>
    public async Task<SendCounts> SendAsync(IEnumerable<ReadOnlyMemory<byte>> lines, Action<long> sent, CancellationToken cancellationToken)
    {
        var withoutAccount = 0L;
        foreach (var bytes in lines)
        {
            var line = LogLine.Read(bytes.Span);
            if (pace.Wait(line.Micros, line.IsCall) is var wait && wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, cancellationToken).ConfigureAwait(false);
            }

            await hub.SendAsync(line.Account, bytes, cancellationToken).ConfigureAwait(false);
            withoutAccount += line.Account is null ? 1 : 0;
            sent(1);
        }

        await hub.FlushAsync(cancellationToken).ConfigureAwait(false);
        return new(hub.Sent, withoutAccount, hub.TooLarge);
    }
}

/// <summary>What became of the lines.</summary>
/// <param name="Sent">Acknowledged by the hub.</param>
/// <param name="WithoutAccount">Not JSON or without an account: no order is kept among them.</param>
/// <param name="TooLarge">Not sent.</param>
internal readonly record struct SendCounts(long Sent, long WithoutAccount, long TooLarge);
