using System.Globalization;
using Amqp;
using Amqp.Listener;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>
/// An Event Hubs-compatible AMQP 1.0 endpoint on this machine, for development only: loopback, no TLS, anyone is let in. Official clients use it
/// as they use the emulator, by <see cref="ConnectionString"/>.
/// </summary>
/// <remarks>
/// An event is acknowledged when the operating system has it, so that it outlives a crash of this process; it is on the disk by the next flush.
/// </remarks>
internal sealed class EventHubsEndpoint : IAsyncDisposable
{
    static readonly TimeSpan RetentionInterval = TimeSpan.FromMinutes(1);
    static readonly TimeSpan GoodbyePatience = TimeSpan.FromSeconds(2);

    readonly FileStream claim;
    readonly Hubs hubs;
    readonly LoopbackDoor door;
    readonly ContainerHost host;
    readonly ILogger logger;
    readonly CancellationTokenSource stopping = new();
    readonly Task upkeep;

    EventHubsEndpoint(EventHubsEndpointOptions options, FileStream claim, Hubs hubs, LoopbackDoor door, ILogger logger)
    {
        this.claim = claim;
        this.hubs = hubs;
        this.door = door;
        this.logger = logger;
        Port = door.Port;
        ConnectionString = string.Create(
            CultureInfo.InvariantCulture,
            $"Endpoint=sb://{options.Host}:{Port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;UseDevelopmentEmulator=true;");

        host = new RawMessage.Container(new Address(string.Create(CultureInfo.InvariantCulture, $"amqp://127.0.0.1:{Port}")));
        host.CustomTransports["amqp"] = door;
        // The library looks an address up before it asks the router, and fails on links that have none.
        host.AddressResolver = (_, _) => "";
        host.RegisterLinkProcessor(new LinkRouter(hubs, options, logger));
        foreach (var listener in host.Listeners)
        {
            listener.AMQP.MaxSessionsPerConnection = 1000;
            listener.AMQP.MaxLinksPerSession = 1000;
        }

        host.Open();
        upkeep = UpkeepAsync(options);
    }

    public int Port { get; }

    /// <summary>For every official client: <c>Endpoint=sb://127.0.0.1:port;...;UseDevelopmentEmulator=true;</c></summary>
    public string ConnectionString { get; }

    /// <exception cref="ArgumentException">An option is out of range.</exception>
    /// <exception cref="System.Net.Sockets.SocketException">The port is taken.</exception>
    /// <exception cref="IOException">The data path can't be used, or another endpoint has it.</exception>
    public static EventHubsEndpoint Start(EventHubsEndpointOptions options, ILogger logger)
    {
        options.Validate();
        Directory.CreateDirectory(options.DataPath);
        var claim = Claim(options.DataPath);
        Hubs? hubs = null;
        LoopbackDoor? door = null;
        try
        {
            hubs = new Hubs(options, logger);
            door = new LoopbackDoor(options.Address!, options.Port, logger);
            var endpoint = new EventHubsEndpoint(options, claim, hubs, door, logger);
            EventHubsLog.EndpointStarted(logger, options.Host, endpoint.Port, options.DataPath);
            return endpoint;
        }
        catch
        {
            door?.Dispose();
            hubs?.Dispose();
            claim.Dispose();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested)
            return;
        await stopping.CancelAsync().ConfigureAwait(false);
        await door.CloseAsync().ConfigureAwait(false);
        host.Close();
        await door.EmptyAsync(GoodbyePatience).ConfigureAwait(false);
        await upkeep.ConfigureAwait(false);
        hubs.Dispose();
        await claim.DisposeAsync().ConfigureAwait(false);
        stopping.Dispose();
        EventHubsLog.EndpointStopped(logger, Port);
    }

    /// <summary>Holds the folder for this endpoint alone; the operating system lets go of it when the process ends, however it does.</summary>
    static FileStream Claim(string dataPath)
    {
        try
        {
            return new(Path.Combine(dataPath, "endpoint.lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException exception)
        {
            throw new IOException($"The data folder '{dataPath}' is in use by another Event Hubs endpoint, or can't be written to.", exception);
        }
    }

    async Task UpkeepAsync(EventHubsEndpointOptions options)
    {
        using var timer = new PeriodicTimer(options.FlushInterval);
        var expired = DateTime.UtcNow;
        try
        {
            while (await timer.WaitForNextTickAsync(stopping.Token).ConfigureAwait(false))
            {
                try
                {
                    hubs.FlushToDisk();
                    if (DateTime.UtcNow - expired < RetentionInterval)
                        continue;
                    expired = DateTime.UtcNow;
                    hubs.DropExpired();
                }
                catch (IOException exception)
                {
                    EventHubsLog.UpkeepFailed(logger, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }
}
