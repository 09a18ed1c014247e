using Distill.LocalHost.Azurite;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging.Abstractions;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>Azurite in a process of its own, behind proxies that break requests. The proxies' ports stay while Azurite comes and goes.</summary>
internal sealed class ChaosStorage : IAsyncDisposable
{
    private static readonly LocalAzuriteSettings s_anyPorts = new()
    {
        Enabled = true,
        BlobPort = 0,
        QueuePort = 0,
        TablePort = 0,
        StartTimeout = TimeSpan.FromMinutes(10),
    };

    private readonly DataFolder _folder;
    private readonly StorageProxy _blobs;
    private readonly StorageProxy _tables;
    private AzuriteProcess? _azurite;

    private ChaosStorage(DataFolder folder, StorageProxy blobs, StorageProxy tables) => (_folder, _blobs, _tables) = (folder, blobs, tables);

    /// <summary>The way of the app, through the faults.</summary>
    public string ConnectionString => AzuriteConnection.For(_blobs.Port, 0, _tables.Port);

    /// <summary>The way of the test, past the faults; another one after every start.</summary>
    public string DirectConnectionString { get; private set; } = "";

    public static async Task<ChaosStorage> StartAsync(string folder, StorageFaults faults)
    {
        var storage = new ChaosStorage(DataFolder.Hold(folder), await StorageProxy.StartAsync(faults), await StorageProxy.StartAsync(faults));
        await storage.StartAzuriteAsync();
        return storage;
    }

    /// <summary>Breaks all connections in mid-request, ends Azurite and starts it again.</summary>
    /// <remarks>
    /// Azurite gets a SIGTERM and not a SIGKILL. It keeps its tables in memory and saves them every five seconds, so a SIGKILL loses writes that
    /// it has acknowledged. Azure Storage never does that, and no app can make it good.
    /// </remarks>
    public async Task RestartAsync()
    {
        (_blobs.TargetPort, _tables.TargetPort) = (0, 0);
        _blobs.Cut();
        _tables.Cut();
        await _azurite!.DisposeAsync();
        _azurite = null;
        await StartAzuriteAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _blobs.DisposeAsync();
        await _tables.DisposeAsync();
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder.Dispose();
    }

    private async Task StartAzuriteAsync()
    {
        _azurite = await AzuriteProcess.StartAsync(s_anyPorts, _folder, NullLogger.Instance, CancellationToken.None);
        DirectConnectionString = AzuriteConnection.For(_azurite.BlobPort, 0, _azurite.TablePort);
        (_blobs.TargetPort, _tables.TargetPort) = (_azurite.BlobPort, _azurite.TablePort);
    }
}
