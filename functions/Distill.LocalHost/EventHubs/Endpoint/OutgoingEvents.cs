using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>
/// A client's receiving link: sends the partition's events from a place on, one message each, as long as the receiver has given credit.
/// </summary>
internal sealed class OutgoingEvents : LinkEndpoint, IThreadPoolWorkItem
{
    /// <summary>How much is read at once; under the large object heap's limit.</summary>
    private const int ChunkSize = 64 * 1024;

    private readonly ListenerLink _link;
    private readonly PartitionLog _partition;
    private readonly TimeProvider? _lastEnqueuedClock;
    private readonly ILogger _logger;
    private readonly Lock _creditGate = new();
    private readonly Action _wake;

    // The library keeps a credit of its own that we can't read and that a flow frame without new credit sets to zero, so that the next
    // one's increase is too large by what was left. It is followed here to undo that.
    private long _libraryCredit;
    private long _credit;

    private long _offset;
    private byte[] _chunk = [];
    private int _at;
    private int _end;
    private int _wakeups;
    private volatile bool _closed;

    /// <param name="link">The listener's end of the link.</param>
    /// <param name="partition">What is read.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="lastEnqueuedClock">Not null when the receiver wants to know with each event how far the partition has come.</param>
    /// <param name="logger">For faults.</param>
    public OutgoingEvents(ListenerLink link, PartitionLog partition, long offset, TimeProvider? lastEnqueuedClock, ILogger logger)
    {
        _lastEnqueuedClock = lastEnqueuedClock;
        _link = link;
        _partition = partition;
        _offset = offset;
        _logger = logger;
        _wake = Wake;
        partition.Watch(_wake);
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (_creditGate)
        {
            _credit = _libraryCredit + flowContext.Messages;
            _libraryCredit = flowContext.Messages <= 0 ? 0 : _credit;
        }

        Wake();
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // Event Hubs has no use for a receiver's outcome: where it got to is in its checkpoint.
    }

    public override void OnLinkClosed(ListenerLink link, Error error)
    {
        _closed = true;
        _partition.Unwatch(_wake);
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref _wakeups);
            try
            {
                Send();
            }
            catch (Exception exception)
                when (exception is AmqpException or ObjectDisposedException or InvalidOperationException && (_closed || _link.IsClosed))
            {
                // The receiver left in the middle; its next link begins where it says.
                _closed = true;
            }
            catch (Exception exception)
            {
                // Nobody is above a thread pool's item: what is not caught here ends the process. The receiver can attach again.
                _closed = true;
                EventHubsLog.ReceiverDropped(_logger, exception);
                _link.Close(TimeSpan.Zero, new Error(ErrorCode.InternalError) { Description = exception.Message });
            }
        } while (Interlocked.Add(ref _wakeups, -seen) != 0);
    }

    private void Wake()
    {
        if (Interlocked.Increment(ref _wakeups) == 1)
        {
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }
    }

    private void Send()
    {
        while (!_closed && Interlocked.Read(ref _credit) > 0)
        {
            if (!TryNext(out var message))
            {
                if (_link.IsDraining)
                {
                    lock (_creditGate)
                    {
                        _credit = _libraryCredit = 0;
                    }

                    _link.CompleteDrain();
                }

                return;
            }

            lock (_creditGate)
            {
                _credit--;
                _libraryCredit--;
            }

            _link.SendMessage(new Message(), message);
        }
    }

    /// <summary>The next event in the chunk; the chunk is not used again, since the library sends out of it later.</summary>
    private bool TryNext(out ByteBuffer message)
    {
        if (_end - _at < EventRecord.HeadSize || EventRecord.ReadHead(_chunk.AsSpan(_at, _end - _at)).Size > _end - _at)
        {
            Fill();
        }

        if (_end - _at < EventRecord.HeadSize)
        {
            message = null!;
            return false;
        }

        var record = EventRecord.ReadHead(_chunk.AsSpan(_at, _end - _at));
        message = _lastEnqueuedClock is null
            ? new ByteBuffer(_chunk, _at + EventRecord.HeadSize, record.MessageLength, record.MessageLength)
            : LastEnqueued.AddTo(new(_chunk, _at + EventRecord.HeadSize, record.MessageLength), _partition.State, _lastEnqueuedClock.GetUtcNow());
        _at += record.Size;
        _offset += record.Size;
        return true;
    }

    private void Fill()
    {
        _at = _end = 0;
        var there = _partition.Tail - _offset;
        if (there <= 0)
        {
            return;
        }

        var size = (int)Math.Min(there, ChunkSize);
        while (true)
        {
            _chunk = GC.AllocateUninitializedArray<byte>(size);
            _end = _partition.Read(ref _offset, _chunk);
            if (_end < EventRecord.HeadSize)
            {
                _end = 0;
                return;
            }

            size = EventRecord.ReadHead(_chunk).Size;
            if (size <= _end)
            {
                return;
            }
        }
    }
}
