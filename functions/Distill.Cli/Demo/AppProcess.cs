using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Distill.Contracts.Sealing;

namespace Distill.Cli.Demo;

/// <summary>
/// The development host in a process of its own, with the Functions app's worker, and with Event Hubs and Azurite where the settings ask for them.
/// All its data is in one folder.
/// </summary>
internal sealed class AppProcess : IAsyncDisposable
{
    /// <summary>The event hub that the app reads.</summary>
    public const string Hub = "calls";

    // More than the host needs to finish its work, stop its worker and save what Azurite holds.
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromMinutes(3);

    // Drawn anew for each run of the program. All hosts that it starts have one key, because they may share a storage.
    private static readonly string s_keys = Convert.ToBase64String(RandomNumberGenerator.GetBytes(KeyRing.MinBytes));

    private readonly Process _process;
    private readonly string _data;

    private AppProcess(Process process, string data) => (_process, _data) = (process, data);

    public AppEndpoints Endpoints { get; private set; } = null!;

    public bool HasEnded => _process.HasExited;

    /// <summary>Settings that isolate a host: everything on free ports, and no timer that fires while it runs.</summary>
    /// <remarks>Every setting is given, so that none of the user's own settings sends events elsewhere.</remarks>
    public static Dictionary<string, string> IsolatedSettings =>
        new()
        {
            ["LocalEventHubs__Enabled"] = "true",
            ["LocalEventHubs__Port"] = "0",
            ["LocalAzurite__Enabled"] = "true",
            ["LocalAzurite__BlobPort"] = "0",
            ["LocalAzurite__QueuePort"] = "0",
            ["LocalAzurite__TablePort"] = "0",

            // The first start downloads Azurite from npm, perhaps over a slow connection.
            ["LocalAzurite__StartTimeout"] = "00:15:00",
            ["LocalHost__WorkerTimeout"] = "00:15:00",
            ["AzureWebJobsStorage"] = "UseDevelopmentStorage=true",
            ["DistillStorage"] = "UseDevelopmentStorage=true",
            ["Distill__Features__Keys"] = s_keys,
            ["CallsHub"] = Hub,
            ["CallsConsumerGroup"] = "ingest",
            ["CorrelateSchedule"] = "0 0 0 1 1 *",
            ["NewcomerSchedule"] = "0 0 0 1 1 *",
            ["ExpireSchedule"] = "0 0 0 1 1 *",

            // All events are sent before a run is started, so the last hour need not wait for more.
            ["Distill__Correlation__IdleAfter"] = "00:00:00",
        };

    /// <summary>Starts a host on the data in the folder and waits until it answers. A host that can't start ends by itself.</summary>
    /// <exception cref="DemoFailure">The host can't be started, or it ended.</exception>
    public static async Task<AppProcess> StartAsync(
        string folder,
        int port,
        IReadOnlyDictionary<string, string> settings,
        AppLog log,
        CancellationToken cancellationToken
    )
    {
        var data = Path.Combine(folder, "data");
        var app = new AppProcess(Launch(folder, data, port, settings), data);
        try
        {
            log.Follow(app._process);
            app.Endpoints = await app.ListenAsync(cancellationToken).ConfigureAwait(false);
            return app;
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks the host to finish its work and stop, with Azurite. Kills it if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await TerminateAsync(_process).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private async Task<AppEndpoints> ListenAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            // A host that was killed leaves its file behind.
            if (AppEndpoints.Read(_data, _process.Id) is { } endpoints)
            {
                return endpoints;
            }

            if (_process.HasExited)
            {
                throw new DemoFailure($"The host ended with code {_process.ExitCode} instead of listening. 'distill doctor' looks for the cause.");
            }

            await Task.Delay(50, cancellationToken).ConfigureAwait(false);
        }
    }

    private static Process Launch(string folder, string data, int port, IReadOnlyDictionary<string, string> settings)
    {
        if (!File.Exists(BuildOutput.LocalHost))
        {
            throw new DemoFailure(
                $"There is no {BuildOutput.LocalHost}. Run the demo from the repository: dotnet run --project functions/Distill.Cli -- demo"
            );
        }

        var start = new ProcessStartInfo(DotNet(), [BuildOutput.LocalHost, "--app", BuildOutput.App, "--urls", $"http://127.0.0.1:{port}"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,

            // When this process ends in any way, the system closes the host's input. Then the host stops too.
            Environment = { ["LocalHost__DataPath"] = data, ["LocalHost__StopWithInput"] = "true" },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DemoFailure($"The host can't be started: {e.Message} Run 'distill doctor'.", e);
        }
    }

    /// <summary>The dotnet that runs this process. It need not be on the path.</summary>
    private static string DotNet()
    {
        var own = Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet");
        return File.Exists(own) ? Path.GetFullPath(own) : "dotnet";
    }

    private static async Task TerminateAsync(Process process)
    {
        using var limit = new CancellationTokenSource(s_stopPatience);
        try
        {
            // Closing its input does no harm if a Ctrl-C in the terminal has stopped the host already. A second signal would.
            process.StandardInput.Close();
            await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
