using System.Diagnostics;
using Distill.Cli.Demo;

namespace Distill.EndToEnd.Tests;

/// <summary>
/// The app on the real worker, under the development host, as <c>distill demo</c> starts it: on free ports, its data in one folder.
/// </summary>
internal sealed class RunningApp : IAsyncDisposable
{
    // Limits what can hang; nothing is measured by it. A first start downloads Azurite.
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(20);

    // How often a condition is looked at; nothing depends on it. To look costs a request to the storage, often of a busy machine.
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private readonly AppProcess _process;
    private readonly AppLog _log;

    private RunningApp(AppProcess process, AppLog log) => (_process, _log) = (process, log);

    public AppEndpoints Endpoints => _process.Endpoints;

    /// <summary>All that it said.</summary>
    public string Output
    {
        get
        {
            using var reader = new StreamReader(new FileStream(_log.Path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite));
            return reader.ReadToEnd();
        }
    }

    /// <summary>Starts the app on what an earlier one left in the folder, and waits until it answers.</summary>
    /// <param name="folder">For its data and its log.</param>
    /// <param name="settings">Settings that differ from the demo's.</param>
    public static async Task<RunningApp> StartAsync(string folder, params (string Name, string Value)[] settings)
    {
        var all = AppProcess.IsolatedSettings;

        // Many small batches: a process that dies, dies in the middle.
        all["AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize"] = "50";
        all["LocalAzurite__InMemory"] = "true";
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        Directory.CreateDirectory(folder);
        var log = new AppLog(Path.Combine(folder, $"app-{Guid.NewGuid():n}.log"));
        try
        {
            using var limit = new CancellationTokenSource(s_limit);
            return new RunningApp(await AppProcess.StartAsync(folder, 0, all, log, limit.Token), log);
        }
        catch (Exception e) when (e is DemoFailure or OperationCanceledException)
        {
            throw new InvalidOperationException($"{e.Message} It said:\n{string.Join('\n', log.Tail())}", e);
        }
    }

    /// <summary>Waits for a condition; fails when the host ends before.</summary>
    public async Task UntilAsync(Func<Task<bool>> reached)
    {
        using var limit = new CancellationTokenSource(s_limit);
        while (!await reached())
        {
            Assert.False(_process.HasEnded, $"The host ended. It said:\n{Output}");
            Assert.False(limit.IsCancellationRequested, $"Not reached within {s_limit}. The host said:\n{Output}");
            await Task.Delay(s_pause);
        }
    }

    /// <summary>Runs a timer function and waits until it succeeded.</summary>
    public async Task RunAsync(string function)
    {
        using var admin = new AdminClient(Endpoints.Http);
        var run = await admin.StartAsync(function);
        var (state, error) = ("", (string?)null);
        await UntilAsync(async () =>
        {
            (state, error) = await admin.ReadAsync(run);
            return state is not ("Queued" or "Running");
        });
        Assert.True(state == "Succeeded", $"{function} is {state}: {error}. The host said:\n{Output}");
    }

    /// <summary>SIGKILL of the host alone: nothing is flushed, nothing is closed.</summary>
    public async Task KillAsync()
    {
        using var host = Process.GetProcessById(Endpoints.Pid);
        host.Kill();
        await host.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _log.Dispose();
    }
}
