using System.Threading.Channels;
using Azure.Messaging.EventHubs.Producer;
using Distill.Client.Calls;

namespace Distill.Cli.Hub;

/// <summary>
/// Sends events to a hub, many batches at once, but only one batch of each key at a time: so the events of a key keep their order. What comes
/// meanwhile goes into the next batch. An event is safe when <see cref="FlushAsync"/> has ended without an exception. It may arrive twice.
/// </summary>
internal sealed class KeyedSender : IAsyncDisposable
{
    // Measured: fewer batches wait for the hub's answers, more gain nothing.
    private const int BatchesAtOnce = 64;

    private readonly EventHubProducerClient _hub;
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _room;
    private readonly Dictionary<string, KeyQueue> _queues = new(StringComparer.Ordinal);
    private readonly Channel<KeyQueue> _ready = Channel.CreateUnbounded<KeyQueue>();
    private readonly Task[] _workers;
    private TaskCompletionSource? _emptied;
    private Exception? _failure;
    private long _sent;
    private long _tooLarge;
    private long _waiting;

    /// <param name="hub">The hub. It is disposed with the sender.</param>
    /// <param name="capacity">The most events that are not acknowledged yet. Further ones wait.</param>
    public KeyedSender(EventHubProducerClient hub, int capacity = 16_384)
    {
        (_hub, _room) = (hub, new(capacity));
        _workers = [.. Enumerable.Range(0, BatchesAtOnce).Select(_ => Task.Run(WorkAsync))];
    }

    /// <summary>Events that the hub has acknowledged.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    /// <summary>Events that were not sent because they are larger than the hub takes.</summary>
    public long TooLarge => Interlocked.Read(ref _tooLarge);

    /// <summary>Takes an event; waits while too many are not acknowledged.</summary>
    /// <param name="key">The partition key; null for none, and any partition.</param>
    /// <param name="body">The event. It is copied, so its memory may be reused.</param>
    /// <param name="cancellationToken">Ends the wait. The event is not taken then.</param>
    /// <exception cref="HubFailure">Earlier events could not be sent.</exception>
    public async ValueTask SendAsync(string? key, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        ThrowIfFailed();
        await _room.WaitAsync(cancellationToken).ConfigureAwait(false);
        lock (_gate)
        {
            _waiting++;
            // No account has an empty name, so the empty string stands for "no key".
            if (!_queues.TryGetValue(key ?? "", out var queue))
            {
                _queues.Add(key ?? "", queue = new(key));
                _ready.Writer.TryWrite(queue);
            }

            queue.Events.Add(body.ToArray());
        }
    }

    /// <summary>Ends when every event taken before is acknowledged, or too large.</summary>
    /// <exception cref="HubFailure">Some events could not be sent.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Task emptied;
        lock (_gate)
        {
            emptied = _waiting == 0 ? Task.CompletedTask : (_emptied ??= new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;
        }

        await emptied.WaitAsync(cancellationToken).ConfigureAwait(false);
        ThrowIfFailed();
    }

    /// <summary>Ends without a flush. What is not acknowledged yet may be lost.</summary>
    public async ValueTask DisposeAsync()
    {
        Interlocked.CompareExchange(ref _failure, new ObjectDisposedException(nameof(KeyedSender)), null);
        _ready.Writer.TryComplete();
        await Task.WhenAll(_workers).ConfigureAwait(false);
        await _hub.DisposeAsync().ConfigureAwait(false);
        _room.Dispose();
    }

    private async Task WorkAsync()
    {
        await foreach (var queue in _ready.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            List<ReadOnlyMemory<byte>> events;
            lock (_gate)
            {
                (events, queue.Events) = (queue.Events, []);
            }

            await SendAsync(queue.Key, events).ConfigureAwait(false);
            Settle(queue, events.Count);
        }
    }

    private async Task SendAsync(string? key, List<ReadOnlyMemory<byte>> events)
    {
        try
        {
            // After a failure nothing is sent any more. The caller learns of it with the next event or flush.
            for (var from = 0; from < events.Count && Volatile.Read(ref _failure) is null; )
            {
                var sent = await KeyedBatch.SendAsync(_hub, key, events.Skip(from), CancellationToken.None).ConfigureAwait(false);
                Interlocked.Add(ref _sent, sent);
                Interlocked.Add(ref _tooLarge, sent == 0 ? 1 : 0);
                from += Math.Max(1, sent);
            }
        }
#pragma warning disable CA1031 // The hub's client and its credential may throw anything. The events did not arrive then, and the flush says so.
        catch (Exception e)
#pragma warning restore CA1031
        {
            Interlocked.CompareExchange(ref _failure, e, null);
        }
    }

    private void Settle(KeyQueue queue, int count)
    {
        lock (_gate)
        {
            _waiting -= count;
            // What came meanwhile goes next. A key without events is forgotten.
            if (queue.Events.Count == 0 || !_ready.Writer.TryWrite(queue))
            {
                _queues.Remove(queue.Key ?? "");
            }

            if (_waiting == 0)
            {
                _emptied?.TrySetResult();
                _emptied = null;
            }
        }

        _room.Release(count);
    }

    private void ThrowIfFailed()
    {
        if (Volatile.Read(ref _failure) is { } failure)
        {
            throw HubFailure.Of(_hub, failure);
        }
    }

    /// <summary>Events of one key that wait for the batch before them.</summary>
    private sealed class KeyQueue(string? key)
    {
        public string? Key { get; } = key;

        public List<ReadOnlyMemory<byte>> Events { get; set; } = [];
    }
}
