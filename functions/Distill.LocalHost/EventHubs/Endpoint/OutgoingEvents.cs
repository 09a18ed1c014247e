using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>
/// A client's receiving link. It sends the partition's events from an offset on, one per message, as long as the receiver gives credit.
/// </summary>
internal sealed class OutgoingEvents : LinkEndpoint, IThreadPoolWorkItem
{
    /// <summary>How many bytes are read at once. It is below the limit of the large object heap.</summary>
    private const int ChunkSize = 64 * 1024;

    private readonly ListenerLink _link;
    private readonly PartitionLog _partition;
    private readonly TimeProvider? _lastEnqueuedClock;
    private readonly ILogger _logger;
    private readonly Lock _creditGate = new();
    private readonly Action _wake;

    // A copy of the library's own credit counter, which we can't read. A flow frame without new credit resets that counter to zero, although
    // credit is left. The library then computes too large an increase from the next frame. With this copy, OnFlow corrects it.
    private long _libraryCredit;
    private long _credit;

    private long _offset;
    private byte[] _chunk = [];
    private int _at;
    private int _end;
    private int _wakeups;
    private volatile bool _closed;

    /// <param name="link">The listener's end of the link.</param>
    /// <param name="partition">The partition to read.</param>
    /// <param name="offset">The offset of the first event to send.</param>
    /// <param name="lastEnqueuedClock">Not null if the receiver wants to know, with each event, how far the partition has come.</param>
    /// <param name="logger">Logs failures.</param>
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
        // Event Hubs ignores a receiver's outcome. The receiver keeps its position in a checkpoint.
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
                // The receiver left while events were being sent. Its next link says where to begin.
                _closed = true;
            }
            catch (Exception exception)
            {
                // Catch everything: an exception in a work item of the thread pool would end the process. The receiver can attach again.
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

    /// <summary>
    /// Returns the next event of the chunk, reading a new chunk if needed. Chunks are not reused, because the library sends from them later.
    /// </summary>
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
