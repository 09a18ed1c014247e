using System.Buffers;
using System.Net.Sockets;
using Amqp;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>Adapts a socket to AMQPNetLite. It buffers reads, because frames are small and the library reads each in two pieces.</summary>
internal sealed class SocketTransport(Socket socket, Action<SocketTransport> onClosed) : IAsyncTransport, IDisposable
{
    private const int Ahead = 64 * 1024;

    /// <summary>The most bytes that <c>Unread</c> can put back.</summary>
    private const int MostUnread = 16;

    private readonly byte[] _buffered = new byte[Ahead + MostUnread];
    private int _start;
    private int _end;
    private int _closed;

    public Task<int> ReceiveAsync(byte[] buffer, int offset, int count)
    {
        if (_start == _end && count >= Ahead)
        {
            return socket.ReceiveAsync(buffer.AsMemory(offset, count)).AsTask();
        }

        return _start < _end ? Task.FromResult(Take(buffer.AsSpan(offset, count))) : FillAsync(buffer, offset, count);
    }

    /// <summary>Puts bytes back that were read to detect the peer's protocol.</summary>
    public void Unread(ReadOnlySpan<byte> bytes)
    {
        if (_start < bytes.Length)
        {
            // The bytes came in pieces, and the buffer started anew in between. Move the rest to make room before it.
            _buffered.AsSpan(_start, _end - _start).CopyTo(_buffered.AsSpan(bytes.Length));
            _end += bytes.Length - _start;
            _start = bytes.Length;
        }

        _start -= bytes.Length;
        bytes.CopyTo(_buffered.AsSpan(_start));
    }

    public async Task SendAsync(IList<ByteBuffer> bufferList, int listSize)
    {
        // Join the buffers, so that what may be a thousand small frames takes one copy and one system call.
        var joined = ArrayPool<byte>.Shared.Rent(listSize);
        try
        {
            var length = 0;
            foreach (var part in bufferList)
            {
                part.Buffer.AsSpan(part.Offset, part.Length).CopyTo(joined.AsSpan(length));
                length += part.Length;
            }

            await SendAllAsync(joined.AsMemory(0, length)).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(joined);
        }
    }

    public async Task SendAllAsync(ReadOnlyMemory<byte> bytes)
    {
        while (!bytes.IsEmpty)
        {
            bytes = bytes[await socket.SendAsync(bytes).ConfigureAwait(false)..];
        }
    }

    /// <summary>Fills the buffer with <c>count</c> bytes. Returns false if the peer ends the stream first.</summary>
    public async Task<bool> TryReceiveAllAsync(byte[] buffer, int count)
    {
        for (var got = 0; got < count; )
        {
            var more = await ReceiveAsync(buffer, got, count - got).ConfigureAwait(false);
            if (more == 0)
            {
                return false;
            }

            got += more;
        }

        return true;
    }

    public void Close() => Dispose();

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        socket.Dispose();
        onClosed(this);
    }

    void IAsyncTransport.SetConnection(Connection connection)
    {
        // The connection is not needed here.
    }

    void ITransport.Send(ByteBuffer buffer) => socket.Send(buffer.Buffer, buffer.Offset, buffer.Length, SocketFlags.None);

    int ITransport.Receive(byte[] buffer, int offset, int count) =>
        _start < _end ? Take(buffer.AsSpan(offset, count)) : socket.Receive(buffer, offset, count, SocketFlags.None);

    private async Task<int> FillAsync(byte[] buffer, int offset, int count)
    {
        _start = 0;
        _end = await socket.ReceiveAsync(_buffered.AsMemory(0, Ahead)).ConfigureAwait(false);
        return Take(buffer.AsSpan(offset, count));
    }

    private int Take(Span<byte> into)
    {
        var count = Math.Min(into.Length, _end - _start);
        _buffered.AsSpan(_start, count).CopyTo(into);
        _start += count;
        return count;
    }
}
