using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>A relay before an endpoint, whose connections can be torn without a goodbye, as when the endpoint's process is killed.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly Socket _listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private Task? _accepting;
    private int _target;

    public Wire()
    {
        _listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
    }

    public int Port { get; }

    /// <summary>Sends connections there from now on. Before the first time, nobody listens.</summary>
    public void LeadTo(int target)
    {
        Volatile.Write(ref _target, target);
        if (_accepting is null)
        {
            _listener.Listen();
            _accepting = AcceptAsync();
        }
    }

    /// <summary>Tears every connection, whatever is under way on it, and lets none through until there is a new target.</summary>
    public void Cut()
    {
        Volatile.Write(ref _target, 0);
        foreach (var socket in _open.Keys)
        {
            Tear(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Dispose();
        Cut();
        await (_accepting ?? Task.CompletedTask);
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = RelayAsync(await _listener.AcceptAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
            {
                // Stopped.
                return;
            }
        }
    }

    private async Task RelayAsync(Socket near)
    {
        var far = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        _open[near] = _open[far] = true;
        try
        {
            var target = Volatile.Read(ref _target);
            if (target != 0)
            {
                await far.ConnectAsync(IPAddress.Loopback, target);
                await Task.WhenAny(CopyAsync(near, far), CopyAsync(far, near));
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Torn, or nobody is there.
        }

        Tear(near);
        Tear(far);
    }

    private static async Task CopyAsync(Socket from, Socket to)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            for (int got; (got = await from.ReceiveAsync(buffer)) > 0; )
            {
                for (var rest = buffer.AsMemory(0, got); !rest.IsEmpty; )
                {
                    rest = rest[await to.SendAsync(rest)..];
                }
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException)
        {
            // Torn.
        }
    }

    private void Tear(Socket socket)
    {
        if (_open.TryRemove(socket, out _))
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Dispose();
        }
    }
}
