using Distill.LocalHost.Logging;
using Distill.LocalHost.Machine;
using Distill.LocalHost.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Azurite;

/// <summary>Provides development storage for the settings that ask for it.</summary>
internal sealed class DevelopmentStorage : IAsyncDisposable
{
    private readonly AzuriteProcess? _process;

    private DevelopmentStorage(string connectionString, AzuriteProcess? process)
    {
        ConnectionString = connectionString;
        _process = process;
    }

    public string ConnectionString { get; }

    /// <summary>Completes when the host's own Azurite ends by itself. Never, if somebody else runs the storage.</summary>
    public Task Died => _process?.Died ?? Task.Delay(Timeout.Infinite);

    /// <summary>Uses the storage on the table port, or starts Azurite. Returns null if no setting asks for development storage.</summary>
    /// <exception cref="StartupException">Azurite can't be started.</exception>
    public static async Task<DevelopmentStorage?> StartAsync(
        IConfiguration configuration,
        LocalAzuriteSettings settings,
        DataFolder folder,
        ILogger log,
        CancellationToken cancellationToken
    )
    {
        if (!settings.Enabled || !Names(configuration).Any())
        {
            return null;
        }

        if (settings.TablePort != 0 && await LoopbackPort.IsOpenAsync(settings.TablePort, cancellationToken))
        {
            if (settings.BlobPort == 0 || !await LoopbackPort.IsOpenAsync(settings.BlobPort, cancellationToken))
            {
                throw new StartupException(
                    $"something listens on the table port {settings.TablePort}, but nothing on the blob port {settings.BlobPort}, "
                        + "where checkpoints are kept. "
                        + "Set LocalAzurite__BlobPort to the port of the same Azurite, "
                        + "or LocalAzurite__TablePort to 0 for an Azurite of this host's own."
                );
            }
            log.StorageFound(settings.TablePort);
            return new DevelopmentStorage(AzuriteConnection.For(settings.BlobPort, settings.QueuePort, settings.TablePort), null);
        }
        var process = await AzuriteProcess.StartAsync(settings, folder, log, cancellationToken);
        return new DevelopmentStorage(AzuriteConnection.For(process.BlobPort, process.QueuePort, process.TablePort), process);
    }

    /// <summary>Replaces the settings that ask for development storage by a connection string with its ports.</summary>
    public void Assign(IConfiguration configuration, AssignedSettings assigned, ILogger log)
    {
        foreach (var name in Names(configuration).ToList())
        {
            assigned.Assign(name, ConnectionString);
            log.StorageAssigned(name);
        }
    }

    /// <summary>Returns the names of the settings with the value UseDevelopmentStorage=true.</summary>
    private static IEnumerable<string> Names(IConfiguration configuration) =>
        configuration.AsEnumerable().Where(setting => AzuriteConnection.IsDevelopment(setting.Value)).Select(setting => setting.Key);

    public ValueTask DisposeAsync() => _process?.DisposeAsync() ?? ValueTask.CompletedTask;
}
