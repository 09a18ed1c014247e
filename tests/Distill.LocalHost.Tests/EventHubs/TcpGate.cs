using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>Passes connections on to a port of this machine, until it is shut: then it cuts them all and takes no other.</summary>
internal sealed class TcpGate : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentDictionary<TcpClient, bool> _open = new();
    private readonly Task _accepting;
    private volatile int _target;
    private volatile bool _isShut;

    public TcpGate(int target)
    {
        _target = target;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public void Shut()
    {
        _isShut = true;
        foreach (var client in _open.Keys)
        {
            client.Dispose();
        }
    }

    public void Open(int? target = null)
    {
        _target = target ?? _target;
        _isShut = false;
    }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        Shut();
        await _accepting;
    }

    private async Task AcceptAsync()
    {
        while (true)
        {
            try
            {
                _ = PassAsync(await _listener.AcceptTcpClientAsync());
            }
            catch (Exception e) when (e is SocketException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private async Task PassAsync(TcpClient near)
    {
        using var far = new TcpClient();
        _open[near] = _open[far] = true;
        try
        {
            // Looked at after the clients are known: a gate that shuts meanwhile disposes of them.
            if (!_isShut)
            {
                await far.ConnectAsync(IPAddress.Loopback, _target);
                await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
            }
        }
        catch (Exception e) when (e is SocketException or IOException or InvalidOperationException)
        {
            // Cut, or nothing listens behind the gate: the other side sees its connection end.
        }
        finally
        {
            _open.TryRemove(near, out _);
            _open.TryRemove(far, out _);
            near.Dispose();
        }
    }
}
