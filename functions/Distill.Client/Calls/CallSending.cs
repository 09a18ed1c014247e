using System.Threading.Channels;
using Distill.Client.Service;
using Microsoft.Extensions.Logging;

namespace Distill.Client.Calls;

/// <summary>Takes calls out of the buffer in batches. Tries to send each batch until it arrives or the time is up.</summary>
internal sealed class CallSending : IAsyncDisposable
{
    private static readonly TimeSpan s_mostRetryDelay = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan s_closePatience = TimeSpan.FromSeconds(5);

    private readonly ICallTransport _transport;
    private readonly ChannelReader<WrittenCall> _waiting;
    private readonly CallPublisherOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _draining = new();
    private readonly CancellationTokenSource _closing = new();
    private readonly Task _running;
    private long _sent;
    private long _rejected;
    private long _failed;
    private volatile string? _fault;

    public CallSending(ICallTransport transport, ChannelReader<WrittenCall> waiting, CallPublisherOptions options, TimeProvider clock, ILogger logger)
    {
        (_transport, _waiting, _options, _clock, _logger) = (transport, waiting, options, clock, logger);
        _running = Task.Run(RunAsync);
    }

    /// <summary>Adds the numbers of sent, rejected and failed calls, and the last failure.</summary>
    public PublishedCalls Count(PublishedCalls counts) =>
        counts with
        {
            Sent = Volatile.Read(ref _sent),
            Rejected = counts.Rejected + Volatile.Read(ref _rejected),
            Failed = Volatile.Read(ref _failed),
            Fault = _fault,
        };

    /// <summary>Sends what is left in the buffer, for <c>DrainFor</c> at most. Then closes the transport.</summary>
    public async ValueTask DisposeAsync()
    {
        await _draining.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(_running, Task.Delay(_options.DrainFor, _clock)).ConfigureAwait(false);
        await _closing.CancelAsync().ConfigureAwait(false);
        await _running.ConfigureAwait(false);
        // Limit the wait: a hub that does not answer must not keep the host from stopping. Its connection ends with the process.
        await _transport.DisposeAsync().AsTask().WaitAsync(s_closePatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _draining.Dispose();
        _closing.Dispose();
    }

    private async Task RunAsync()
    {
        var batch = new List<WrittenCall>(_transport.MostCalls);
        while (await _waiting.WaitToReadAsync().ConfigureAwait(false))
        {
            // Wait for more calls to fill the batch. When the publisher closes, no more can come, so the wait ends.
            if (_waiting.Count < _transport.MostCalls)
            {
                await Task.Delay(_options.Linger, _clock, _draining.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }

            while (batch.Count < _transport.MostCalls && _waiting.TryRead(out var call))
            {
                batch.Add(call);
            }

            await SendAsync([.. batch]).ConfigureAwait(false);
            batch.ForEach(call => call.Return());
            batch.Clear();
        }
    }

    private async Task SendAsync(List<WrittenCall> left)
    {
        var retries = new Retries(s_mostRetryDelay);
        using var late = new CancellationTokenSource(_options.GiveUpAfter, _clock);
        using var end = CancellationTokenSource.CreateLinkedTokenSource(late.Token, _closing.Token);
        while (!end.IsCancellationRequested && !await TryAsync(left, end.Token).ConfigureAwait(false))
        {
            await Task.Delay(retries.Next(), _clock, end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Interlocked.Add(ref _failed, left.Count);
    }

    /// <summary>Tries once. Returns true when no call is left.</summary>
    private async Task<bool> TryAsync(List<WrittenCall> left, CancellationToken cancellationToken)
    {
        var outcome = await SendOnceAsync(left, cancellationToken).ConfigureAwait(false);
        // Set the fault before the counts. A reader that sees the new counts must not see an old fault.
        Tell(outcome.Failure);
        Interlocked.Add(ref _sent, outcome.Taken);
        Interlocked.Add(ref _rejected, outcome.Rejected);
        return left.Count == 0;
    }

    private async Task<SendOutcome> SendOnceAsync(List<WrittenCall> left, CancellationToken cancellationToken)
    {
        try
        {
            return await _transport.SendAsync(left, cancellationToken).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever ails the transport or the caller's token source, the next batch has its turn, and this one is counted.
        catch (Exception e)
#pragma warning restore CA1031
        {
            return new(0, 0, e);
        }
    }

    private void Tell(Exception? failure)
    {
        // A cancelled try says nothing about the service. Report it only if no other fault is known and the publisher is not closing.
        if (failure is OperationCanceledException && (_fault is not null || _closing.IsCancellationRequested))
        {
            return;
        }

        if (failure is null && _fault is not null)
        {
            Log.CallsSentAgain(_logger);
        }
        else if (failure is not null && _fault is null)
        {
            Log.CallsNotSent(_logger, failure);
        }

        _fault = failure is OperationCanceledException ? $"The calls were not taken within {_options.GiveUpAfter}." : failure?.Message;
    }
}
