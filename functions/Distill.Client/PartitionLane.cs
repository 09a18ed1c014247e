using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Distill.EventHubs;

namespace Distill.Client;

/// <summary>One partition's events: fills batches and sends them in order, a few at a time.</summary>
internal sealed class PartitionLane : IDisposable
{
    static readonly TimeSpan MostRetryDelay = TimeSpan.FromSeconds(10);
    static readonly TimeSpan AcknowledgementPatience = TimeSpan.FromSeconds(60);

    readonly SenderConnection connection;
    readonly EventHubSenderOptions options;
    readonly string address;
    readonly SemaphoreSlim gate = new(1, 1);
    readonly Channel<EventBatch> ready;
    readonly Task sending;
    EventBatch filling = new();
    Task lastSettled = Task.CompletedTask;
    SenderLink? link;
    int serviceLimit = int.MaxValue;
    volatile EventHubSendException? fault;

    public PartitionLane(SenderConnection connection, string hub, string partitionId, EventHubSenderOptions options)
    {
        this.connection = connection;
        this.options = options;
        address = $"{hub}/Partitions/{partitionId}";
        ready = Channel.CreateBounded<EventBatch>(new BoundedChannelOptions(options.MaxOutstandingBatches) { SingleReader = true });
        sending = SendAllAsync();
    }

    /// <summary>Attaches, so that the service's limit is known before the first event.</summary>
    public async Task OpenAsync(CancellationToken cancellation)
    {
        if (link is { IsClosed: false })
            return;
        // A service may close a link that was idle for long and keep the connection.
        await AmqpLinks.CloseAsync(link?.Session).ConfigureAwait(false);
        var open = await connection.OpenAsync(cancellation).ConfigureAwait(false);
        var (attached, answer) = await AmqpLinks.AttachSenderAsync(new Session(open), address, cancellation).ConfigureAwait(false);
        serviceLimit = answer.MaxMessageSize is > 0 and < int.MaxValue ? (int)answer.MaxMessageSize : int.MaxValue;
        link = attached;
    }

    public async ValueTask AddAsync(string? partitionKey, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            ThrowIfFaulted();
            var limit = Math.Min(options.MaxBatchBytes, serviceLimit);
            if (filling.TryAdd(partitionKey, body.Span, limit))
                return;
            var alone = EventBatch.SizeAlone(partitionKey, body.Span);
            if (alone > serviceLimit)
                throw new ArgumentException($"The event has {body.Length} bytes; the hub takes messages of {serviceLimit} bytes.", nameof(body));
            await PassOnAsync(cancellation).ConfigureAwait(false);
            filling.TryAdd(partitionKey, body.Span, Math.Max(limit, alone));
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Passes a batch on that has waited long enough, unless the lane is busy anyway.</summary>
    public async Task PassOnOldAsync()
    {
        if (!await gate.WaitAsync(0).ConfigureAwait(false))
            return;
        try
        {
            if (filling.Count > 0 && Environment.TickCount64 - filling.StartedAt >= (long)options.Linger.TotalMilliseconds
                && ready.Writer.TryWrite(filling))
            {
                lastSettled = filling.Settled;
                filling = new();
            }
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>Ends when all that was added before is acknowledged.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        Task last;
        await gate.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            await PassOnAsync(cancellation).ConfigureAwait(false);
            last = lastSettled;
        }
        finally
        {
            gate.Release();
        }

        await last.WaitAsync(cancellation).ConfigureAwait(false);
        ThrowIfFaulted();
    }

    public async Task CloseAsync()
    {
        ready.Writer.TryComplete();
        await sending.ConfigureAwait(false);
    }

    public void Dispose() => gate.Dispose();

    async ValueTask PassOnAsync(CancellationToken cancellation)
    {
        if (filling.Count == 0)
            return;
        await ready.Writer.WriteAsync(filling, cancellation).ConfigureAwait(false);
        lastSettled = filling.Settled;
        filling = new();
    }

    void ThrowIfFaulted()
    {
        // A new one each time: an exception object belongs to one throw.
        if (fault is { } it)
            throw new EventHubSendException(it.Message, it.InnerException);
    }

    async Task SendAllAsync()
    {
        var group = new List<EventBatch>();
        while (await ready.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (group.Count < options.MaxOutstandingBatches && ready.Reader.TryRead(out var batch))
                group.Add(batch);
            if (fault is null)
                fault = await SendAsync(group).ConfigureAwait(false);
            group.ForEach(batch => batch.Settle());
            group.Clear();
        }
    }

    /// <summary>
    /// Sends the batches at once and waits for all of them; those that did not make it go again, in order, before any later one. After a lost
    /// connection some may be there twice: at least once, not exactly once.
    /// </summary>
    async Task<EventHubSendException?> SendAsync(List<EventBatch> group)
    {
        List<EventBatch> pending = [.. group];
        var delay = options.LeastRetryDelay;
        var since = Environment.TickCount64;
        while (true)
        {
            var failure = await TryAsync(pending).ConfigureAwait(false);
            if (failure is null)
                return null;
            if (!AmqpLinks.IsLost(failure) || AmqpLinks.IsRefusal(failure))
                return new($"The hub refuses the events at {address}: {failure.Message}", failure);
            if (Environment.TickCount64 - since > options.GiveUpAfter.TotalMilliseconds)
                return new($"Events could not be sent to {address} for {options.GiveUpAfter}: {failure.Message}", failure);
            await Task.Delay(delay).ConfigureAwait(false);
            delay = delay * 2 < MostRetryDelay ? delay * 2 : MostRetryDelay;
        }
    }

    /// <summary>Tries once; takes out of the list what was acknowledged. Null when that was all, otherwise the first failure.</summary>
    async Task<Exception?> TryAsync(List<EventBatch> pending)
    {
        Task[] sends;
        try
        {
            await OpenAsync(CancellationToken.None).ConfigureAwait(false);
            sends = [.. pending.Select(batch => SendAsync(link!, batch))];
        }
        catch (Exception failure) when (AmqpLinks.IsLost(failure))
        {
            return failure;
        }

        var all = Task.WhenAll(sends);
        await all.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        for (var i = sends.Length - 1; i >= 0; i--)
        {
            if (sends[i].IsCompletedSuccessfully)
                pending.RemoveAt(i);
        }

        var first = Array.Find(sends, send => !send.IsCompletedSuccessfully)?.Exception?.InnerException;
        if (first is TimeoutException)
        {
            // An acknowledgement that never came: whatever became of the link, it is not this one that we go on with.
            await AmqpLinks.CloseAsync(link).ConfigureAwait(false);
            link = null;
        }

        return first;
    }

    static async Task SendAsync(SenderLink link, EventBatch batch)
    {
        var outcome = new TaskCompletionSource<Outcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        link.Send(batch.ToMessage(), static (_, _, outcome, state) => ((TaskCompletionSource<Outcome>)state).TrySetResult(outcome), outcome);
        switch (await outcome.Task.WaitAsync(AcknowledgementPatience).ConfigureAwait(false))
        {
            case Accepted:
                return;
            case Rejected { Error: { } error }:
                throw new AmqpException(error);
            case var other:
                throw new AmqpException(ErrorCode.MessageReleased, $"The batch was not accepted: {other?.GetType().Name ?? "no outcome"}.");
        }
    }
}
