using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace Distill.EndToEnd.Tests.Chaos;

/// <summary>One of several development hosts, each with a worker of its own, that share a hub and a storage.</summary>
internal sealed class ChaosHost : IAsyncDisposable
{
    private readonly string _folder;
    private readonly (string, string)[] _settings;
    private RunningApp _app;

    private ChaosHost(string folder, (string, string)[] settings, RunningApp app) => (_folder, _settings, _app) = (folder, settings, app);

    /// <summary>Where it answers; another address after every start.</summary>
    public Uri Http => _app.Endpoints.Http;

    public static async Task<ChaosHost> StartAsync(string folder, string storage, string eventHubs)
    {
        (string, string)[] settings =
        [
            ("LocalEventHubs__Enabled", "false"),
            ("LocalAzurite__Enabled", "false"),
            ("EventHubConnection", eventHubs),
            ("AzureWebJobsStorage", storage),
            ("DistillStorage", storage),
            // Many small batches: what dies, dies in the middle of one.
            ("AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize", "50"),
            // A worker that hangs is ended by its host after this, as in Azure. Nothing else takes so long.
            ("AzureFunctionsJobHost__functionTimeout", "00:10:00"),
            // Saved at every hour: a run that is repeated saves at the same hours as one that was not, and rows can be compared byte for byte.
            ("Distill__Correlation__SaveEvery", "00:00:00"),
        ];
        return new ChaosHost(folder, settings, await RunningApp.StartAsync(folder, settings));
    }

    /// <summary>SIGKILL of the host, and a new start.</summary>
    public async Task RestartAsync()
    {
        await _app.KillAsync();
        await _app.DisposeAsync();
        _app = await RunningApp.StartAsync(_folder, _settings);
    }

    /// <summary>SIGKILL of the worker; the host is to start another one. False when there is none just now.</summary>
    public async Task<bool> KillWorkerAsync()
    {
        try
        {
            using var admin = new AdminClient(Http);
            if (await admin.WorkerAsync() is not { } id)
            {
                return false;
            }

            using var worker = Process.GetProcessById(id);
            worker.Kill();
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or ArgumentException or InvalidOperationException or Win32Exception)
        {
            // The host or the worker has just ended.
            return false;
        }
    }

    /// <summary>What it said since its last start.</summary>
    public string Output => _app.Output;

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}
