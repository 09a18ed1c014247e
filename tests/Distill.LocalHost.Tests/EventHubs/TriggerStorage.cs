using Azure.Storage.Blobs;
using Distill.LocalHost.Azurite;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Distill.LocalHost.Tests.EventHubs.TriggerStorage))]

namespace Distill.LocalHost.Tests.EventHubs;

/// <summary>One Azurite for all tests of the trigger, started by the first one that asks for it. Each test has a container of its own.</summary>
public sealed class TriggerStorage : IAsyncDisposable
{
    private const string Account = "devstoreaccount1";
    private const string Key = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    private readonly string _path = Path.Combine(Path.GetTempPath(), $"distill-trigger-{Guid.NewGuid():n}");
    private readonly Lazy<Task<AzuriteProcess>> _azurite;
    private DataFolder? _folder;

    public TriggerStorage() => _azurite = new(StartAsync);

    public async Task<int> BlobPortAsync() => (await _azurite.Value).BlobPort;

    public async Task<BlobContainerClient> ContainerAsync(string name) => new(ConnectionString(await BlobPortAsync()), name);

    public static string ConnectionString(int blobPort) =>
        $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={Key};BlobEndpoint=http://127.0.0.1:{blobPort}/{Account};";

    public async ValueTask DisposeAsync()
    {
        if (!_azurite.IsValueCreated)
        {
            return;
        }

        await (await _azurite.Value).DisposeAsync();
        _folder?.Dispose();
        Directory.Delete(_path, recursive: true);
    }

    private Task<AzuriteProcess> StartAsync()
    {
        _folder = DataFolder.Hold(_path);
        var settings = new LocalAzuriteSettings
        {
            Enabled = true,
            BlobPort = 0,
            QueuePort = 0,
            TablePort = 0,
            InMemory = true,
            StartTimeout = TimeSpan.FromMinutes(5),
        };
        return AzuriteProcess.StartAsync(settings, _folder, NullLogger.Instance, CancellationToken.None);
    }
}
