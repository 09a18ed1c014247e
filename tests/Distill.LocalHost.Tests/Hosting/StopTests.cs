using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Distill.LocalHost.Settings;

namespace Distill.LocalHost.Tests.Hosting;

public sealed class StopTests : IDisposable
{
    private readonly SampleFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task RunningInvocations_FinishBeforeTheHostStops()
    {
        _folder.Settings["LocalHost:GracePeriod"] = "00:10:00";
        await using var host = await new SampleHost(_folder).StartAsync();
        using var worker = Process.GetProcessById(host.Endpoints.WorkerPid);
        await host.RunNowAsync("Gated");
        await host.RunNowAsync("Gated");
        var slow = host.Http.GetAsync("/api/waits/slow", Token);
        await host.NotedAsync("slow began");
        await host.NotedAsync("gated began");

        var stop = host.Host.StopAsync();
        await host.LoggedAsync("Stopping: no new work; 2 invocations");
        Assert.False(worker.HasExited);
        Assert.False(stop.IsCompleted);
        _folder.Open("slow");
        _folder.Open("gated");
        Assert.Equal(HttpStatusCode.OK, (await slow).StatusCode);
        await stop;
        Assert.True(worker.HasExited);
        // The second run was still queued: it never began.
        Assert.Equal(["gated began", "gated done", "slow began"], host.Ledger().Order());
    }

    [Fact]
    public async Task InvocationsThatOutlastTheGracePeriod_AreCancelled()
    {
        _folder.Settings["LocalHost:GracePeriod"] = "00:00:00.2";
        await using var host = await new SampleHost(_folder).StartAsync();
        await host.RunNowAsync("Gated");
        await host.NotedAsync("gated began");
        await host.Host.StopAsync();
        Assert.True(host.Log.Has("1 invocations did not end within the grace period"));
        Assert.Equal(["gated began", "gated cancelled"], host.Ledger());
        Assert.True(host.Log.Has("the host stops"));
    }

    [Fact]
    public async Task EndpointsFile_IsThereWhileTheHostRuns()
    {
        await using var host = await new SampleHost(_folder).StartAsync();
        var path = Path.Combine(_folder.Data, "endpoints.json");
        var endpoints = JsonElement.Parse(await File.ReadAllTextAsync(path, Token));
        Assert.Equal(Environment.ProcessId, endpoints.GetProperty("pid").GetInt32());
        Assert.Equal(host.Http.BaseAddress, new Uri(endpoints.GetProperty("http").GetString()!));
        Assert.Equal(JsonValueKind.Null, endpoints.GetProperty("tables").ValueKind);
        Assert.Equal(JsonValueKind.Null, endpoints.GetProperty("blobs").ValueKind);
        Assert.StartsWith("2.", endpoints.GetProperty("workerVersion").GetString(), StringComparison.Ordinal);

        // Another host finds folder and address taken, and says so.
        await using var second = new SampleHost(_folder);
        var held = await Assert.ThrowsAsync<StartupException>(second.StartAsync);
        Assert.Contains("set LocalHost__DataPath", held.Message, StringComparison.Ordinal);
        using var other = new SampleFolder();
        other.Settings["urls"] = host.Endpoints.Http;
        await using var third = new SampleHost(other);
        var taken = await Assert.ThrowsAsync<StartupException>(third.StartAsync);
        Assert.Contains("--urls http://127.0.0.1:0", taken.Message, StringComparison.Ordinal);

        Assert.True(File.Exists(path));
        await host.Host.StopAsync();
        Assert.False(File.Exists(path));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
