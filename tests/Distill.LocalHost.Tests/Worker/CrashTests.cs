using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace Distill.LocalHost.Tests.Worker;

public sealed class CrashTests : IDisposable
{
    private readonly SampleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task CrashedWorker_IsReplacedAndWhatItRanFailsAtOnce()
    {
        await using var host = await new SampleHost(_folder).StartAsync();
        var first = host.Endpoints.WorkerPid;
        var waiting = host.Http.GetAsync("/api/waits/crash", Token);
        await host.NotedAsync("crash began");
        var crashed = await host.Http.PostAsync("/api/Crashes", null, Token);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, crashed.StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await waiting).StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(5), crashed.Headers.RetryAfter!.Delta);
        Assert.True(host.Log.Has("Waits was lost"));
        await host.LoggedAsync($"The worker (process {first}) ended by itself");

        // Requests wait for the new worker, though not for ever: then they are told to come again.
        await Patience.UntilAsync(async () => (await host.Http.GetAsync("/api/pages/7", Token)).IsSuccessStatusCode, host.Log.Text);
        await Patience.UntilAsync(() => host.Endpoints.WorkerPid != first, host.Log.Text);
        var status = await host.Http.GetFromJsonAsync<JsonElement>("/admin/host/status", Token);
        Assert.Equal(1, status.GetProperty("worker").GetProperty("restarts").GetInt32());
        Assert.Equal("Running", status.GetProperty("worker").GetProperty("state").GetString());
        var file = JsonElement.Parse(await File.ReadAllTextAsync(Path.Combine(_folder.Data, "endpoints.json"), Token));
        Assert.Equal(status.GetProperty("worker").GetProperty("processId").GetInt32(), file.GetProperty("workerPid").GetInt32());
    }

    [Fact]
    public async Task FunctionThatHeedsNoTimeout_CostsTheWorkerItsLife()
    {
        _folder.Write("host.json", """{"version":"2.0","functionTimeout":"00:00:01"}""");
        await using var host = await new SampleHost(_folder).StartAsync();
        var run = await host.EndOfAsync(await host.RunNowAsync("Hangs"));
        Assert.StartsWith("WorkerLostException", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.True(host.Log.Has("ran longer than functionTimeout"));
        await host.LoggedAsync("A new worker");
    }

    [Fact]
    public async Task FunctionThatHeedsItsTimeout_FailsAlone()
    {
        _folder.Write("host.json", """{"version":"2.0","functionTimeout":"00:00:01"}""");
        await using var host = await new SampleHost(_folder).StartAsync();
        var run = await host.EndOfAsync(await host.RunNowAsync("Gated"));
        Assert.Equal("Failed", run.GetProperty("state").GetString());
        Assert.StartsWith("TimeoutException", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Contains("gated cancelled", host.Ledger());
        Assert.False(host.Log.Has("ended by itself"));
    }

    [Fact]
    public async Task KilledHost_LeavesNoWorkerBehind()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("Signals are sent with kill.");
        }
        await using var host = new HostProcess(_folder);
        using var worker = Process.GetProcessById((await host.EndpointsAsync()).WorkerPid);
        await host.SignalAsync("KILL");
        await host.EndsAsync();
        await worker.WaitForExitAsync(Token).WaitAsync(Patience.Limit, Token);
        Assert.True(File.Exists(host.EndpointsPath));
    }

    [Fact]
    public async Task WorkerThatCannotStart_IsToldWithItsLastWords()
    {
        _folder.Settings["RefuseToStart"] = "the sample does not feel like it";
        await using var host = new HostProcess(_folder);
        await host.EndsAsync();
        Assert.Equal(1, host.ExitCode);
        Assert.Contains("the worker ended while it started", host.Output, StringComparison.Ordinal);
        Assert.Contains("the sample does not feel like it", host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task FirstWorkerWhosePortIsTaken_WhileItLoads_IsStartedAgain()
    {
        _folder.Settings["TakenPort"] = "true";
        await using var host = new SampleHost(_folder);
        var started = host.StartAsync();

        // The host has read the index by then. The worker's own server waits at the gate, so the worker is not ready yet.
        await host.LoggedAsync("Function Crashes");
        await host.NotedAsync("taken-port began");
        _folder.Open("taken-port");
        await started;
        var page = await host.Http.GetAsync("/api/pages/7", Token);
        Assert.True(page.IsSuccessStatusCode, $"{page.StatusCode}: {host.Log.Text()}");
        Assert.Equal(2, host.Log.Lines.Count(line => line.Text.StartsWith("Starting the worker", StringComparison.Ordinal)));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
