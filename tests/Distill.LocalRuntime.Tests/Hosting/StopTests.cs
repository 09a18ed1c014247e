using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Distill.LocalRuntime.Settings;
using Distill.LocalRuntime.Tests.Http;
using Distill.LocalRuntime.Tests.Timers;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalRuntime.Tests.Hosting;

public sealed class StopTests
{
    private readonly TimerProbe _probe = new() { Hold = new TaskCompletionSource() };

    [Fact]
    public async Task RunningInvocations_FinishBeforeTheAppStops()
    {
        await using var app = await App().StartAsync();
        await app.RunNowAsync("Hourly");
        await app.RunNowAsync("Hourly");
        await _probe.Began.WaitAsync(TestContext.Current.CancellationToken);
        var slow = app.Http.GetAsync("/api/Slow");
        await _probe.Began.WaitAsync(TestContext.Current.CancellationToken);

        var stop = app.Host.StopAsync();
        await Task.Delay(100, TestContext.Current.CancellationToken);
        Assert.False(stop.IsCompleted);
        _probe.Hold!.SetResult();
        await stop;
        Assert.Equal(HttpStatusCode.OK, (await slow).StatusCode);
        Assert.False(_probe.WasCancelled);
        // The second run was still queued: it never began.
        Assert.Single(_probe.Seen);
    }

    [Fact]
    public async Task InvocationsThatOutlastTheGracePeriod_AreCancelled()
    {
        await using var app = await App().Set("LocalRuntime:GracePeriod", "00:00:00.2").StartAsync();
        await app.RunNowAsync("Hourly");
        await _probe.Began.WaitAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();
        await app.Host.StopAsync();
        Assert.True(_probe.WasCancelled);
        Assert.InRange(watch.Elapsed.TotalSeconds, 0.15, 10);
    }

    [Fact]
    public async Task FunctionTimeout_CancelsTheInvocation()
    {
        await using var app = await App().WriteHostJson("""{"version":"2.0","functionTimeout":"00:00:01"}""").StartAsync();
        var run = await app.EndOfAsync(await app.RunNowAsync("Hourly"));
        Assert.Equal("Failed", run.GetProperty("state").GetString());
        Assert.True(_probe.WasCancelled);
        Assert.Contains(app.Log.Lines, line => line.Text.Contains("exceeds functionTimeout", StringComparison.Ordinal));
    }

    [Fact]
    public async Task ClientThatGoes_CancelsTheInvocation()
    {
        await using var app = await App().StartAsync();
        using var gone = new CancellationTokenSource();
        var request = app.Http.GetAsync("/api/Slow", gone.Token);
        await _probe.Began.WaitAsync(TestContext.Current.CancellationToken);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        while (!app.Log.Lines.Any(line => line.Text.Contains("its caller is gone", StringComparison.Ordinal)))
            await Task.Delay(5, TestContext.Current.CancellationToken);
        Assert.DoesNotContain(app.Log.Lines, line => line.Category == "Function.Slow" && line.Error is not null);
    }

    [Fact]
    public async Task EndpointsFile_IsThereWhileTheAppRuns()
    {
        await using var app = await App().StartAsync();
        _probe.Hold = null;
        var path = Path.Combine(app.DataPath, "endpoints.json");
        var endpoints = JsonElement.Parse(await File.ReadAllTextAsync(path));
        Assert.Equal(Environment.ProcessId, endpoints.GetProperty("pid").GetInt32());
        Assert.Equal(app.Http.BaseAddress, new Uri(endpoints.GetProperty("http").GetString()!));
        Assert.Equal(JsonValueKind.Null, endpoints.GetProperty("tables").ValueKind);
        await app.Host.StopAsync();
        Assert.False(File.Exists(path));
    }

    [Fact]
    public async Task DataFolderInUse_IsTold()
    {
        using var folder = new TemporaryFolder();
        _probe.Hold = null;
        await using var first = await new TestApp(typeof(HttpFunctions)) { Folder = folder.Path, KeepFolder = true }.StartAsync();
        await using var second = new TestApp(typeof(HttpFunctions)) { Folder = folder.Path, KeepFolder = true };
        var error = await Assert.ThrowsAsync<StartupException>(second.StartAsync);
        Assert.Contains("set LocalRuntime__DataPath", error.Message, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(first.DataPath, "endpoints.json")));
    }

    [Fact]
    public async Task TakenAddress_IsTold()
    {
        await using var first = await App().StartAsync();
        await using var second = App().Set("urls", first.Endpoints.Http);
        var error = await Assert.ThrowsAsync<StartupException>(second.StartAsync);
        Assert.Contains("--urls http://127.0.0.1:0", error.Message, StringComparison.Ordinal);
        _probe.Hold!.SetResult();
    }

    private TestApp App() => new TestApp(typeof(HourlyTimer), typeof(SlowRequest)).Configure(builder => builder.Services.AddSingleton(_probe));

    public sealed class SlowRequest(TimerProbe probe)
    {
        [Function("Slow")]
        public async Task<IResult> Run([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
        {
            probe.Began.Release();
            if (probe.Hold is { } hold)
                await hold.Task.WaitAsync(cancellationToken);
            return Results.Ok();
        }
    }
}
