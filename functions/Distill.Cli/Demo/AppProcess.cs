using System.ComponentModel;
using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Distill.Cli.Demo;

/// <summary>The Functions app on the local runtime, in a process of its own, with Event Hubs and Azurite on free ports and all its data in one folder.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private const string App = "Distill.Functions.dll";

    // The first start fetches Azurite from npm.
    private static readonly TimeSpan s_startPatience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan s_stopPatience = TimeSpan.FromSeconds(25);

    private readonly Process _process;
    private readonly string _data;

    private AppProcess(Process process, string data) => (_process, _data) = (process, data);

    public AppEndpoints Endpoints { get; private set; } = null!;

    public bool HasEnded => _process.HasExited;

    /// <summary>Starts the app and waits until it answers.</summary>
    /// <exception cref="DemoFailure">It ended, or does not answer in time.</exception>
    public static async Task<AppProcess> StartAsync(string folder, int port, AppLog log, CancellationToken cancel)
    {
        var data = Path.Combine(folder, "data");
        var app = new AppProcess(Launch(folder, data, port), data);
        try
        {
            log.Follow(app._process);
            app.Endpoints = await app.ListenAsync(cancel).ConfigureAwait(false);
            return app;
        }
        catch
        {
            await app.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Asks it to end, so that it drains and takes Azurite along; ends it by force if it does not.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            await TerminateAsync(_process).ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private async Task<AppEndpoints> ListenAsync(CancellationToken cancel)
    {
        for (var waited = Stopwatch.StartNew(); ;)
        {
            if (AppEndpoints.Read(_data, _process.Id) is { } endpoints)
            {
                return endpoints;
            }

            if (_process.HasExited)
            {
                throw new DemoFailure($"The app ended with code {_process.ExitCode} instead of listening.");
            }

            if (waited.Elapsed > s_startPatience)
            {
                throw new DemoFailure($"The app does not answer after {s_startPatience.TotalMinutes:0} minutes.");
            }

            await Task.Delay(50, cancel).ConfigureAwait(false);
        }
    }

    private static Process Launch(string folder, string data, int port)
    {
        var start = new ProcessStartInfo(DotNet(), [Path.Combine(AppContext.BaseDirectory, App), "--urls", $"http://127.0.0.1:{port}"])
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in Settings(data))
        {
            start.Environment[name] = value;
        }

        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new DemoFailure($"The app can't be started: {e.Message}", e);
        }
    }

    /// <summary>All of them, so that no settings of the user's own send the demo's events elsewhere.</summary>
    private static IEnumerable<(string Name, string Value)> Settings(string data) =>
    [
        ("LocalRuntime__DataPath", data),
        ("LocalEventHubs__Enabled", "true"),
        ("LocalEventHubs__Port", "0"),
        ("LocalAzurite__Enabled", "true"),
        ("LocalAzurite__BlobPort", "0"),
        ("LocalAzurite__QueuePort", "0"),
        ("LocalAzurite__TablePort", "0"),
        ("AzureWebJobsStorage", "UseDevelopmentStorage=true"),
        ("DistillStorage", "UseDevelopmentStorage=true"),
        ("CallsHub", DemoRun.Hub),
        ("CallsConsumerGroup", "ingest"),

        // The demo itself says when, and no event comes after that: the last hour need not wait for more.
        ("CorrelateSchedule", "0 0 0 1 1 *"),
        ("ExpireSchedule", "0 0 0 1 1 *"),
        ("Distill__Correlation__IdleAfter", "00:00:01"),
    ];

    /// <summary>The dotnet that runs this process: it need not be on the path.</summary>
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
            if (!OperatingSystem.IsWindows())
            {
                using var kill = Process.Start("kill", ["-TERM", $"{process.Id}"]);
                await process.WaitForExitAsync(limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or Win32Exception)
        {
            // It does not end by itself: then by force, below.
        }

        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
