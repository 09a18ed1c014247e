using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>A relay before an endpoint, whose connections can be torn without a goodbye, as when the endpoint's process is killed.</summary>
internal sealed class Wire : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<Socket, bool> _open = new();
    private readonly Task _accepting;

    public Wire()
    {
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    /// <summary>Where connections go; 0 refuses them.</summary>
    public int Target { get; set; }

    /// <summary>Tears every connection, whatever is under way on it, and lets none through until there is a new target.</summary>
    public void Cut()
    {
        Target = 0;
        foreach (var socket in _open.Keys)
        {
            Tear(socket);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Cut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = RelayAsync(await _listener.AcceptSocketAsync());
            }
            catch (Exception exception) when (exception is SocketException or ObjectDisposedException or InvalidOperationException)
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
            var target = Target;
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
            for (int got; (got = await from.ReceiveAsync(buffer)) > 0;)
            {
                for (var rest = buffer.AsMemory(0, got); !rest.IsEmpty;)
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
