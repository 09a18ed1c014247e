using System.Globalization;
using Amqp;
using Amqp.Listener;
using Distill.LocalHost.EventHubs.Endpoint;
using Distill.LocalHost.EventHubs.Storage;
using Distill.LocalHost.Logging;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.EventHubs;

/// <summary>
/// An endpoint on this machine that speaks AMQP 1.0 like Event Hubs. It is for development only: loopback, no TLS, no authentication. Official
/// clients use it like the emulator, by <see cref="ConnectionString"/>.
/// </summary>
/// <remarks>
/// An event is acknowledged when the operating system has it. So it survives a crash of this process. The next flush puts it on the disk.
/// </remarks>
internal sealed class EventHubsEndpoint : IAsyncDisposable
{
    private static readonly TimeSpan s_retentionInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan s_goodbyePatience = TimeSpan.FromSeconds(2);

    private readonly FileStream _claim;
    private readonly Hubs _hubs;
    private readonly LoopbackDoor _door;
    private readonly ContainerHost _host;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly Task _upkeep;

    private EventHubsEndpoint(EventHubsEndpointOptions options, FileStream claim, Hubs hubs, LoopbackDoor door, ILogger logger)
    {
        _claim = claim;
        _hubs = hubs;
        _door = door;
        _logger = logger;
        Port = door.Port;
        ConnectionString = string.Create(
            CultureInfo.InvariantCulture,
            $"Endpoint=sb://{options.Host}:{Port};SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=SAS_KEY_VALUE;"
                + $"UseDevelopmentEmulator=true;"
        );

        _host = new RawMessage.Container(new Address(string.Create(CultureInfo.InvariantCulture, $"amqp://127.0.0.1:{Port}")));
        _host.CustomTransports["amqp"] = door;
        // The library resolves an address before it asks the router, and fails for links without one. So resolve every address to "".
        _host.AddressResolver = (_, _) => "";
        _host.RegisterLinkProcessor(new LinkRouter(hubs, options, logger));
        foreach (var listener in _host.Listeners)
        {
            listener.AMQP.MaxSessionsPerConnection = 1000;
            listener.AMQP.MaxLinksPerSession = 1000;
        }

        _host.Open();
        _upkeep = UpkeepAsync(options);
    }

    public int Port { get; }

    /// <summary>The connection string for official clients: <c>Endpoint=sb://127.0.0.1:port;...;UseDevelopmentEmulator=true;</c></summary>
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
        if (_stopping.IsCancellationRequested)
        {
            return;
        }

        await _stopping.CancelAsync().ConfigureAwait(false);
        await _door.CloseAsync().ConfigureAwait(false);
        _host.Close();
        await _door.EmptyAsync(s_goodbyePatience).ConfigureAwait(false);
        await _upkeep.ConfigureAwait(false);
        _hubs.Dispose();
        await _claim.DisposeAsync().ConfigureAwait(false);
        _stopping.Dispose();
        EventHubsLog.EndpointStopped(_logger, Port);
    }

    /// <summary>Locks the folder for this endpoint. The operating system releases the lock when the process ends in any way.</summary>
    private static FileStream Claim(string dataPath)
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

    private async Task UpkeepAsync(EventHubsEndpointOptions options)
    {
        using var timer = new PeriodicTimer(options.FlushInterval);
        var expired = DateTime.UtcNow;
        try
        {
            while (await timer.WaitForNextTickAsync(_stopping.Token).ConfigureAwait(false))
            {
                try
                {
                    _hubs.FlushToDisk();
                    if (DateTime.UtcNow - expired < s_retentionInterval)
                    {
                        continue;
                    }

                    expired = DateTime.UtcNow;
                    _hubs.DropExpired();
                }
                catch (IOException exception)
                {
                    EventHubsLog.UpkeepFailed(_logger, exception);
                }
            }
        }
        catch (OperationCanceledException)
        {
            // The endpoint is stopping.
        }
    }
}
