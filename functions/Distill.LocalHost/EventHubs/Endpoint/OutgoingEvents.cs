using Amqp;
using Amqp.Framing;
using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>
/// A client's receiving link: sends the partition's events from a place on, one message each, as long as the receiver has given credit.
/// </summary>
internal sealed class OutgoingEvents : LinkEndpoint, IThreadPoolWorkItem
{
    /// <summary>How much is read at once; under the large object heap's limit.</summary>
    const int ChunkSize = 64 * 1024;

    readonly ListenerLink link;
    readonly PartitionLog partition;
    readonly TimeProvider? lastEnqueuedClock;
    readonly ILogger logger;
    readonly Lock creditGate = new();
    readonly Action wake;

    // The library keeps a credit of its own that we can't read and that a flow frame without new credit sets to zero, so that the next
    // one's increase is too large by what was left. It is followed here to undo that.
    long libraryCredit;
    long credit;

    long offset;
    byte[] chunk = [];
    int at;
    int end;
    int wakeups;
    volatile bool closed;

    /// <param name="link">The listener's end of the link.</param>
    /// <param name="partition">What is read.</param>
    /// <param name="offset">Where to begin.</param>
    /// <param name="lastEnqueuedClock">Not null when the receiver wants to know with each event how far the partition has come.</param>
    /// <param name="logger">For faults.</param>
    public OutgoingEvents(ListenerLink link, PartitionLog partition, long offset, TimeProvider? lastEnqueuedClock, ILogger logger)
    {
        this.lastEnqueuedClock = lastEnqueuedClock;
        this.link = link;
        this.partition = partition;
        this.offset = offset;
        this.logger = logger;
        wake = Wake;
        partition.Watch(wake);
    }

    public override void OnFlow(FlowContext flowContext)
    {
        lock (creditGate)
        {
            credit = libraryCredit + flowContext.Messages;
            libraryCredit = flowContext.Messages <= 0 ? 0 : credit;
        }

        Wake();
    }

    public override void OnDisposition(DispositionContext dispositionContext)
    {
        // Event Hubs has no use for a receiver's outcome: where it got to is in its checkpoint.
    }

    public override void OnLinkClosed(ListenerLink link, Error error)
    {
        closed = true;
        partition.Unwatch(wake);
    }

    void IThreadPoolWorkItem.Execute()
    {
        int seen;
        do
        {
            seen = Volatile.Read(ref wakeups);
            try
            {
                Send();
            }
            catch (Exception exception) when (exception is AmqpException or ObjectDisposedException or InvalidOperationException && (closed || link.IsClosed))
            {
                // The receiver left in the middle; its next link begins where it says.
                closed = true;
            }
            catch (Exception exception)
            {
                // Nobody is above a thread pool's item: what is not caught here ends the process. The receiver can attach again.
                closed = true;
                EventHubsLog.ReceiverDropped(logger, exception);
                link.Close(TimeSpan.Zero, new Error(ErrorCode.InternalError) { Description = exception.Message });
            }
        }
        while (Interlocked.Add(ref wakeups, -seen) != 0);
    }

    void Wake()
    {
        if (Interlocked.Increment(ref wakeups) == 1)
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void Send()
    {
        while (!closed && Interlocked.Read(ref credit) > 0)
        {
            if (!TryNext(out var message))
            {
                if (link.IsDraining)
                {
                    lock (creditGate)
                        credit = libraryCredit = 0;
                    link.CompleteDrain();
                }

                return;
            }

            lock (creditGate)
            {
                credit--;
                libraryCredit--;
            }

            link.SendMessage(new Message(), message);
        }
    }

    /// <summary>The next event in the chunk; the chunk is not used again, since the library sends out of it later.</summary>
    bool TryNext(out ByteBuffer message)
    {
        if (end - at < EventRecord.HeadSize || EventRecord.ReadHead(chunk.AsSpan(at, end - at)).Size > end - at)
            Fill();
        if (end - at < EventRecord.HeadSize)
        {
            message = null!;
            return false;
        }

        var record = EventRecord.ReadHead(chunk.AsSpan(at, end - at));
        message = lastEnqueuedClock is null
            ? new ByteBuffer(chunk, at + EventRecord.HeadSize, record.MessageLength, record.MessageLength)
            : LastEnqueued.AddTo(new(chunk, at + EventRecord.HeadSize, record.MessageLength), partition.State, lastEnqueuedClock.GetUtcNow());
        at += record.Size;
        offset += record.Size;
        return true;
    }

    void Fill()
    {
        at = end = 0;
        var there = partition.Tail - offset;
        if (there <= 0)
            return;
        var size = (int)Math.Min(there, ChunkSize);
        while (true)
        {
            chunk = GC.AllocateUninitializedArray<byte>(size);
            end = partition.Read(ref offset, chunk);
            if (end < EventRecord.HeadSize)
            {
                end = 0;
                return;
            }

            size = EventRecord.ReadHead(chunk).Size;
            if (size <= end)
                return;
        }
    }
}
