using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Amqp;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs.Endpoint;

/// <summary>
/// Listens on loopback and passes connections to the AMQP library after the SASL greeting. It replaces the library's own listener, which can't pick
/// a free port, binds all addresses for "localhost", and lets two processes share one port.
/// </summary>
internal sealed class LoopbackDoor : TransportProvider
{
    private static readonly TimeSpan s_greetingPatience = TimeSpan.FromSeconds(30);

    private readonly Socket _listener;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _closing = new();
    private readonly Channel<IAsyncTransport> _greeted = Channel.CreateUnbounded<IAsyncTransport>();
    private readonly ConcurrentDictionary<SocketTransport, bool> _open = new();
    private readonly Task _accepting;

    public LoopbackDoor(IPAddress address, int port, ILogger logger)
    {
        _logger = logger;
        AddressSchemes = ["amqp"];
        _listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            _listener.Bind(new IPEndPoint(address, port));
            _listener.Listen(512);
        }
        catch
        {
            _listener.Dispose();
            throw;
        }

        Port = ((IPEndPoint)_listener.LocalEndPoint!).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        while (await _greeted.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (_greeted.Reader.TryRead(out var transport))
            {
                return transport;
            }
        }

        // After an exception, the library would call again at once, without end. So after closing, never answer.
        return await new TaskCompletionSource<IAsyncTransport>().Task.ConfigureAwait(false);
    }

    /// <summary>Accepts no more connections. Open ones stay open.</summary>
    public async Task CloseAsync()
    {
        await _closing.CancelAsync().ConfigureAwait(false);
        _listener.Dispose();
        await _accepting.ConfigureAwait(false);
        _greeted.Writer.TryComplete();
    }

    /// <summary>Waits until the clients have closed their connections. After the given time, it closes the rest.</summary>
    public async Task EmptyAsync(TimeSpan patience)
    {
        for (var until = DateTime.UtcNow + patience; !_open.IsEmpty && DateTime.UtcNow < until; )
        {
            await Task.Delay(10).ConfigureAwait(false);
        }

        foreach (var transport in _open.Keys)
        {
            transport.Dispose();
        }
    }

    public override void Dispose()
    {
        // The library calls this when it closes. CloseAsync has already done the work.
        _listener.Dispose();
        _greeted.Writer.TryComplete();
        base.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_closing.IsCancellationRequested)
        {
            try
            {
                var socket = await _listener.AcceptAsync(_closing.Token).ConfigureAwait(false);
                socket.NoDelay = true;
                _ = GreetAsync(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                // A queued connection failed, or the process has no file descriptors left. Both pass, so try again.
                EventHubsLog.AcceptFailed(_logger, exception.Message);
                await Task.Delay(100).ConfigureAwait(false);
            }
        }
    }

    private async Task GreetAsync(Socket socket)
    {
        var peer = socket.RemoteEndPoint;
        var transport = new SocketTransport(socket, closed => _open.TryRemove(closed, out _));
        _open[transport] = true;
        try
        {
            var wrong = await SaslGreeting.GreetAsync(transport).WaitAsync(s_greetingPatience, _closing.Token).ConfigureAwait(false);
            if (wrong is null && _greeted.Writer.TryWrite(transport))
            {
                return;
            }

            if (wrong is not null)
            {
                EventHubsLog.ClientNotGreeted(_logger, peer, wrong);
            }
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or TimeoutException or OperationCanceledException)
        {
            EventHubsLog.ClientNotGreeted(_logger, peer, exception.Message);
        }

        transport.Dispose();
    }
}
