using System.Threading.Channels;
using Amqp;
using Amqp.Framing;
using Amqp.Types;
using Azure.Messaging.EventHubs;
using Distill.EventHubs;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>One connection's events of one partition, cut into batches. When it ends, a new one goes on where the last batch got to.</summary>
internal sealed class PartitionStream : IAsyncDisposable
{
    /// <summary>Descriptor of the selector filter (com.microsoft, as registered by Apache).</summary>
    const ulong SelectorDescriptor = 0x0000468C00000004;

    readonly Channel<ReceivedEvent> received = Channel.CreateUnbounded<ReceivedEvent>(new() { SingleReader = true, SingleWriter = true });
    readonly EventHubsHostOptions options;
    readonly Connection connection;
    readonly ReceiverLink link;

    PartitionStream(EventHubsHostOptions options, Connection connection, ReceiverLink link)
    {
        this.options = options;
        this.connection = connection;
        this.link = link;
        link.AddClosedCallback((_, error) => received.Writer.TryComplete(
            new AmqpException(error ?? new Error(ErrorCode.DetachForced) { Description = "The endpoint closed the link." })));
        // Credit comes back when an event is put into a batch, so this bounds what waits here.
        var ahead = Math.Max(options.PrefetchCount, options.MaxEventBatchSize);
        link.Start(ahead, (_, message) => received.Writer.TryWrite(ReceivedEvent.From(message)));
    }

    public static async Task<PartitionStream> OpenAsync(
        Connection connection, EventHubsConnectionString to, string address, string selector, EventHubsHostOptions options, CancellationToken stop)
    {
        await AmqpLinks.AuthorizeAsync(connection, to, address, stop).ConfigureAwait(false);
        var filter = new DescribedValue(SelectorDescriptor, selector);
        var source = new Source { Address = address, FilterSet = new Map { [AmqpNames.SelectorFilter] = filter } };
        var (link, _) = await AmqpLinks.AttachReceiverAsync(new Session(connection), source, stop).ConfigureAwait(false);
        return new(options, connection, link);
    }

    /// <summary>
    /// The next events: what is there, up to the most; or, when a least number is asked for, as many as come until then or until the wait is over.
    /// </summary>
    /// <exception cref="OperationCanceledException">Stopped; no event of the batch was given out.</exception>
    /// <exception cref="AmqpException">The link is gone and all that came over it was given out.</exception>
    public async Task<EventData[]> NextAsync(CancellationToken stop)
    {
        var reader = received.Reader;
        await reader.WaitToReadAsync(stop).ConfigureAwait(false);
        var batch = new List<EventData>(Math.Min(options.MaxEventBatchSize, 256));
        Take(batch);
        if (batch.Count < options.MinEventBatchSize)
            await FillAsync(batch, stop).ConfigureAwait(false);
        if (batch.Count > 0)
            return [.. batch];

        // Ended without an error of its own: have the reason thrown.
        await reader.Completion.ConfigureAwait(false);
        throw new AmqpException(ErrorCode.DetachForced, "The link was closed.");
    }

    public async ValueTask DisposeAsync()
    {
        received.Writer.TryComplete();
        await AmqpLinks.CloseAsync(connection).ConfigureAwait(false);
    }

    async Task FillAsync(List<EventData> batch, CancellationToken stop)
    {
        using var wait = CancellationTokenSource.CreateLinkedTokenSource(stop);
        wait.CancelAfter(options.MaxWaitTime);
        try
        {
            while (batch.Count < options.MinEventBatchSize && await received.Reader.WaitToReadAsync(wait.Token).ConfigureAwait(false))
                Take(batch);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // Waited long enough: fewer, then.
        }
        catch (AmqpException) when (batch.Count > 0)
        {
            // What came before the link was lost is still the next that there is.
        }
    }

    void Take(List<EventData> batch)
    {
        while (batch.Count < options.MaxEventBatchSize && received.Reader.TryRead(out var one))
        {
            batch.Add(one.Data);
            if (!link.IsClosed)
                Accept(one.Message);
        }
    }

    void Accept(Message message)
    {
        try
        {
            link.Accept(message);
        }
        catch (AmqpException)
        {
            // Closed since: the events that came are good, and there is no credit to restore any more.
        }
    }
}
