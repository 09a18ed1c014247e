using System.Threading.Channels;
using Distill.Client.Service;
using Microsoft.Extensions.Logging;

namespace Distill.Client.Calls;

/// <summary>Takes calls out of the buffer in batches and sends each until it is there or given up.</summary>
internal sealed class CallSending : IAsyncDisposable
{
    static readonly TimeSpan MostRetryDelay = TimeSpan.FromSeconds(5);

    static readonly TimeSpan ClosePatience = TimeSpan.FromSeconds(5);

    readonly ICallTransport transport;
    readonly ChannelReader<WrittenCall> waiting;
    readonly CallPublisherOptions options;
    readonly TimeProvider clock;
    readonly ILogger logger;
    readonly CancellationTokenSource draining = new();
    readonly CancellationTokenSource closing = new();
    readonly Task running;
    long sent, rejected, failed;
    volatile string? fault;

    public CallSending(ICallTransport transport, ChannelReader<WrittenCall> waiting, CallPublisherOptions options, TimeProvider clock, ILogger logger)
    {
        (this.transport, this.waiting, this.options, this.clock, this.logger) = (transport, waiting, options, clock, logger);
        running = Task.Run(RunAsync);
    }

    /// <summary>Adds what is known here to the counts.</summary>
    public PublishedCalls Count(PublishedCalls counts) => counts with
    {
        Sent = Volatile.Read(ref sent),
        Rejected = counts.Rejected + Volatile.Read(ref rejected),
        Failed = Volatile.Read(ref failed),
        Fault = fault,
    };

    /// <summary>Ends after the buffer's end, or when patience does.</summary>
    public async ValueTask DisposeAsync()
    {
        await draining.CancelAsync().ConfigureAwait(false);
        await Task.WhenAny(running, Task.Delay(options.DrainFor, clock)).ConfigureAwait(false);
        await closing.CancelAsync().ConfigureAwait(false);
        await running.ConfigureAwait(false);
        // A hub that does not answer must not keep the host from stopping: its connection ends with the process.
        await transport.DisposeAsync().AsTask().WaitAsync(ClosePatience).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        draining.Dispose();
        closing.Dispose();
    }

    async Task RunAsync()
    {
        var batch = new List<WrittenCall>(transport.MostCalls);
        while (await waiting.WaitToReadAsync().ConfigureAwait(false))
        {
            // Others may come meanwhile; at the end none will.
            if (waiting.Count < transport.MostCalls)
                await Task.Delay(options.Linger, clock, draining.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (batch.Count < transport.MostCalls && waiting.TryRead(out var call))
                batch.Add(call);
            await SendAsync(batch).ConfigureAwait(false);
            foreach (var call in batch)
                call.Return();
            batch.Clear();
        }
    }

    async Task SendAsync(List<WrittenCall> batch)
    {
        var retries = new Retries(MostRetryDelay);
        var since = clock.GetTimestamp();
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var (taken, refused) = await transport.SendAsync(batch, closing.Token).ConfigureAwait(false);
                if (fault is not null)
                    Log.CallsSentAgain(logger);
                // First, so that whoever sees these calls counted sees no fault of before.
                fault = null;
                Interlocked.Add(ref sent, taken);
                Interlocked.Add(ref rejected, refused);
                return;
            }
            catch (OperationCanceledException) when (closing.IsCancellationRequested)
            {
                break;
            }
#pragma warning disable CA1031 // Whatever ails the transport or the caller's token source, the next batch has its turn, and this one is counted.
            catch (Exception e)
#pragma warning restore CA1031
            {
                if (fault is null)
                    Log.CallsNotSent(logger, e);
                fault = e.Message;
            }

            if (clock.GetElapsedTime(since) >= options.GiveUpAfter)
                break;
            await Task.Delay(retries.Next(), clock, closing.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        Interlocked.Add(ref failed, batch.Count);
    }
}
