using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using Amqp;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>
/// Listens on loopback and hands greeted connections to the library. The library's own listener can't be told to pick a port, binds all of a
/// machine's addresses for "localhost", and lets two processes share one port.
/// </summary>
internal sealed class LoopbackDoor : TransportProvider
{
    static readonly TimeSpan GreetingPatience = TimeSpan.FromSeconds(30);

    readonly Socket listener;
    readonly ILogger logger;
    readonly CancellationTokenSource closing = new();
    readonly Channel<IAsyncTransport> greeted = Channel.CreateUnbounded<IAsyncTransport>();
    readonly ConcurrentDictionary<SocketTransport, bool> open = new();
    readonly Task accepting;

    public LoopbackDoor(IPAddress address, int port, ILogger logger)
    {
        this.logger = logger;
        AddressSchemes = ["amqp"];
        listener = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            listener.Bind(new IPEndPoint(address, port));
            listener.Listen(512);
        }
        catch
        {
            listener.Dispose();
            throw;
        }

        Port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        accepting = AcceptAsync();
    }

    public int Port { get; }

    public override async Task<IAsyncTransport> CreateAsync(Address address)
    {
        while (await greeted.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            if (greeted.Reader.TryRead(out var transport))
                return transport;
        }

        // The library asks again and again after an exception, without a pause: once the door is closed, don't answer.
        return await new TaskCompletionSource<IAsyncTransport>().Task.ConfigureAwait(false);
    }

    /// <summary>No one comes in any more; those inside stay.</summary>
    public async Task CloseAsync()
    {
        await closing.CancelAsync().ConfigureAwait(false);
        listener.Dispose();
        await accepting.ConfigureAwait(false);
        greeted.Writer.TryComplete();
    }

    /// <summary>Waits for those inside to say goodbye, and shows out who does not.</summary>
    public async Task EmptyAsync(TimeSpan patience)
    {
        for (var until = DateTime.UtcNow + patience; !open.IsEmpty && DateTime.UtcNow < until;)
            await Task.Delay(10).ConfigureAwait(false);
        foreach (var transport in open.Keys)
            transport.Dispose();
    }

    public override void Dispose()
    {
        // The library calls this on its way out; CloseAsync has done the work.
        listener.Dispose();
        greeted.Writer.TryComplete();
        base.Dispose();
    }

    async Task AcceptAsync()
    {
        while (!closing.IsCancellationRequested)
        {
            try
            {
                var socket = await listener.AcceptAsync(closing.Token).ConfigureAwait(false);
                socket.NoDelay = true;
                _ = GreetAsync(socket);
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
            catch (SocketException exception)
            {
                // One connection died in the queue, or the process has no descriptors left; either passes.
                EventHubsLog.AcceptFailed(logger, exception.Message);
                await Task.Delay(100).ConfigureAwait(false);
            }
        }
    }

    async Task GreetAsync(Socket socket)
    {
        var peer = socket.RemoteEndPoint;
        var transport = new SocketTransport(socket, closed => open.TryRemove(closed, out _));
        open[transport] = true;
        try
        {
            var wrong = await SaslGreeting.GreetAsync(transport).WaitAsync(GreetingPatience, closing.Token).ConfigureAwait(false);
            if (wrong is null && greeted.Writer.TryWrite(transport))
                return;
            if (wrong is not null)
                EventHubsLog.ClientNotGreeted(logger, peer, wrong);
        }
        catch (Exception exception)
            when (exception is SocketException or ObjectDisposedException or TimeoutException or OperationCanceledException)
        {
            EventHubsLog.ClientNotGreeted(logger, peer, exception.Message);
        }

        transport.Dispose();
    }
}
