using Distill.LocalHost.Azurite;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Logging.Abstractions;

[assembly: AssemblyFixture(typeof(Distill.Functions.Tests.AzuriteFixture))]

namespace Distill.Functions.Tests;

/// <summary>One Azurite for all tests of a run, on free ports. Every test gets its own storage account.</summary>
public sealed class AzuriteFixture : IAsyncLifetime
{
    // All fit into one environment variable, which Linux limits to 128 KiB. The key is as short as a key can be.
    private const int Accounts = 5000;
    private const string Key = "a2V5";

    private readonly string _path = Path.Combine(Path.GetTempPath(), "distill-tests-" + Guid.NewGuid().ToString("n"));
    private DataFolder? _folder;
    private AzuriteProcess? _azurite;
    private int _taken;

    public async ValueTask InitializeAsync()
    {
        Environment.SetEnvironmentVariable("AZURITE_ACCOUNTS", string.Join(';', Enumerable.Range(0, Accounts).Select(i => $"test{i}:{Key}")));
        _folder = DataFolder.Hold(_path);
        var settings = new LocalAzuriteSettings
        {
            Enabled = true,
            BlobPort = 0,
            QueuePort = 0,
            TablePort = 0,
            InMemory = true,
            StartTimeout = TimeSpan.FromMinutes(2),
        };
        _azurite = await AzuriteProcess.StartAsync(settings, _folder, NullLogger.Instance, CancellationToken.None);
    }

    /// <summary>The connection string of an empty account.</summary>
    public string NewAccount()
    {
        var number = Interlocked.Increment(ref _taken) - 1;
        Assert.True(number < Accounts, $"More than {Accounts} accounts are needed.");
        var account = $"test{number}";
        var tables = $"http://127.0.0.1:{_azurite!.TablePort}/{account}";
        return $"DefaultEndpointsProtocol=http;AccountName={account};AccountKey={Key};TableEndpoint={tables};";
    }

    public async ValueTask DisposeAsync()
    {
        if (_azurite is not null)
        {
            await _azurite.DisposeAsync();
        }

        _folder?.Dispose();
        Directory.Delete(_path, recursive: true);
    }
}
