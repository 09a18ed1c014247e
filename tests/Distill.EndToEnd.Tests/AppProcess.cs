using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Distill.EndToEnd.Tests;

/// <summary>The app in a process of its own, on free ports, with all its data in one folder; ended with the test.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // A first start downloads Azurite, for which the runtime has two minutes.
    private static readonly TimeSpan s_patienceAtStart = TimeSpan.FromMinutes(3);

    private readonly StringBuilder _output = new();
    private readonly Process _process;
    private readonly string _folder;

    private AppProcess(string folder)
    {
        _folder = folder;
        var start = new ProcessStartInfo("dotnet", [Metadata.App, "--urls", "http://127.0.0.1:0"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["LocalRuntime__DataPath"] = Path.Combine(folder, "data"),
                ["LocalEventHubs__Port"] = "0",
                ["LocalAzurite__BlobPort"] = "0",
                ["LocalAzurite__QueuePort"] = "0",
                ["LocalAzurite__TablePort"] = "0",
                // No run but those that a test asks for.
                ["CorrelateSchedule"] = "0 0 0 1 1 *",
                ["ExpireSchedule"] = "0 0 0 1 1 *",
                ["Distill__Correlation__IdleAfter"] = "00:00:01",
                // Many small batches: a process that dies, dies in the middle.
                ["AzureFunctionsJobHost__extensions__eventHubs__maxEventBatchSize"] = "50",
            },
        };
        _process = Process.Start(start)!;
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    public Endpoints Endpoints { get; private set; } = null!;

    /// <summary>All that it said.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return _output.ToString();
            }
        }
    }

    /// <summary>Starts the app on what an earlier one left in the folder, and waits until it answers.</summary>
    public static async Task<AppProcess> StartAsync(string folder)
    {
        var app = new AppProcess(folder);
        try
        {
            // An app that was killed leaves its file behind.
            await app.UntilAsync(() => Task.FromResult((app.Endpoints = app.ReadEndpoints()!)?.Pid == app._process.Id), s_patienceAtStart);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }

    public Task UntilAsync(Func<Task<bool>> reached) => UntilAsync(reached, s_patience);

    private async Task UntilAsync(Func<Task<bool>> reached, TimeSpan patience)
    {
        var waited = Stopwatch.StartNew();
        while (!await reached())
        {
            Assert.False(_process.HasExited, $"The app ended. It said:\n{Output}");
            Assert.True(waited.Elapsed < patience, $"Not reached within {patience}. The app said:\n{Output}");
            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL: nothing is flushed, nothing is closed.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            using var terminate = Process.Start("kill", ["-TERM", $"{_process.Id}"]);
            await terminate.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            try
            {
                await _process.WaitForExitAsync(limit.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill(entireProcessTree: true);
            }
        }

        _process.Dispose();
    }

    private Endpoints? ReadEndpoints()
    {
        var path = Path.Combine(_folder, "data", "endpoints.json");
        return File.Exists(path) ? JsonSerializer.Deserialize<Endpoints>(File.ReadAllText(path), JsonSerializerOptions.Web) : null;
    }

    private void Keep(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
