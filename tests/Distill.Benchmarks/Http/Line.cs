using System.Buffers.Text;
using System.Net.Sockets;

namespace Distill.Benchmarks.Http;

/// <summary>
/// One open connection that sends one request at a time. It does as little work as possible, to leave the other core to the server.
/// </summary>
internal sealed class Line : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[64 * 1024];

    public Line(Uri server)
    {
        _socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        _socket.Connect(server.Host, server.Port);
    }

    /// <summary>Sends a request and reads its whole answer.</summary>
    /// <exception cref="InvalidOperationException">The answer is not 200, or has no length.</exception>
    public int Ask(ReadOnlySpan<byte> request)
    {
        Send(request);
        for (var read = 0; ; )
        {
            read += Receive(read);
            var answer = _buffer.AsSpan(0, read);
            var head = answer.IndexOf("\r\n\r\n"u8);
            if (head < 0)
            {
                continue;
            }

            if (!answer.StartsWith("HTTP/1.1 200"u8))
            {
                throw new InvalidOperationException($"The server answers {System.Text.Encoding.ASCII.GetString(answer[..Math.Min(60, read)])}.");
            }

            var length = head + 4 + BodyLength(answer[..head]);
            while (read < length)
            {
                if (_buffer.Length < length)
                {
                    Array.Resize(ref _buffer, 2 * length);
                }

                read += Receive(read);
            }

            return length;
        }
    }

    public void Dispose() => _socket.Dispose();

    private static int BodyLength(ReadOnlySpan<byte> head)
    {
        var at = head.IndexOf("Content-Length: "u8);
        return at >= 0 && Utf8Parser.TryParse(head[(at + 16)..], out int length, out _)
            ? length
            : throw new InvalidOperationException("The answer has no length.");
    }

    private void Send(ReadOnlySpan<byte> request)
    {
        while (!request.IsEmpty)
        {
            request = request[_socket.Send(request)..];
        }
    }

    private int Receive(int at)
    {
        var read = _socket.Receive(_buffer.AsSpan(at));
        return read > 0 ? read : throw new InvalidOperationException("The server closed the connection.");
    }
}
