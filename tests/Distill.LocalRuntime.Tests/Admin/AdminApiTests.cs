using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Distill.LocalRuntime.Tests.Http;
using Distill.LocalRuntime.Tests.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace Distill.LocalRuntime.Tests.Admin;

public sealed class AdminApiTests : IAsyncLifetime
{
    private readonly TimerProbe _probe = new();
    private readonly TestApp _app;

    public AdminApiTests() => _app = new TestApp(typeof(HourlyTimer), typeof(RetriedTimer), typeof(HttpFunctions))
        .Configure(builder => builder.Services.AddSingleton(_probe).AddScoped<Greeting>());

    public async ValueTask InitializeAsync() => await _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task RunNow_Answers202AndTellsTheOutcome()
    {
        var accepted = await _app.RunNowAsync("hourly");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var run = await _app.EndOfAsync(accepted);
        Assert.Equal("Succeeded", run.GetProperty("state").GetString());
        Assert.Equal("admin", run.GetProperty("reason").GetString());
        Assert.False(_probe.Seen.Single().IsPastDue);

        var last = await _app.Http.GetFromJsonAsync<JsonElement>("/admin/functions/Hourly/runs/last");
        Assert.Equal(run.GetProperty("id").GetString(), last.GetProperty("id").GetString());
    }

    [Fact]
    public async Task RunNow_AnswersBeforeTheRunEndsAndRunsOneAtATime()
    {
        _probe.Hold = new TaskCompletionSource();
        var first = await _app.RunNowAsync("Hourly");
        var second = await _app.RunNowAsync("Hourly");
        await _probe.Began.WaitAsync(TestContext.Current.CancellationToken);
        var states = await _app.Http.GetFromJsonAsync<JsonElement>("/admin/functions/Hourly/runs");
        Assert.Equal(["Queued", "Running"], states.EnumerateArray().Select(run => run.GetProperty("state").GetString()).Order());

        _probe.Hold.SetResult();
        await _app.EndOfAsync(first);
        await _app.EndOfAsync(second);
        Assert.Equal(2, _probe.Seen.Count);
        Assert.Equal(1, _probe.MostAtOnce);
    }

    [Fact]
    public async Task RunNow_TellsAFailure()
    {
        _probe.Throw = new InvalidDataException("bad window");
        var run = await _app.EndOfAsync(await _app.RunNowAsync("Hourly"));
        Assert.Equal("Failed", run.GetProperty("state").GetString());
        Assert.Equal("InvalidDataException: bad window", run.GetProperty("error").GetString());
    }

    [Fact]
    public async Task FailedRun_IsRetriedAsItsAttributeSays()
    {
        _probe.Throw = new InvalidDataException("bad window");
        var run = await _app.EndOfAsync(await _app.RunNowAsync("Retried"));
        Assert.Equal("Failed", run.GetProperty("state").GetString());
        Assert.Equal([0, 1, 2], _probe.Retries);
    }

    [Theory]
    [InlineData("Nobody", """{"input":""}""", HttpStatusCode.NotFound)]
    [InlineData("Hourly", "", HttpStatusCode.BadRequest)]
    [InlineData("Hourly", "[", HttpStatusCode.BadRequest)]
    [InlineData("GetVerdict", """{"input":""}""", HttpStatusCode.BadRequest)]
    public async Task RunNow_RefusesWhatItCannotRun(string function, string body, HttpStatusCode expected) =>
        Assert.Equal(expected, (await _app.RunNowAsync(function, body)).StatusCode);

    [Fact]
    public async Task FunctionStatus_IsEmptyForAKnownFunction()
    {
        Assert.Equal("{}", await _app.Http.GetStringAsync("/admin/functions/Hourly/status"));
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Http.GetAsync("/admin/functions/Nobody/status")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _app.Http.GetAsync("/admin/functions/Hourly/runs/last")).StatusCode);
    }

    [Fact]
    public async Task HostStatus_IsRunning()
    {
        var status = await _app.Http.GetFromJsonAsync<JsonElement>("/admin/host/status");
        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal(Environment.ProcessId, status.GetProperty("processId").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await _app.Http.GetAsync("/admin/host/ping")).StatusCode);
    }

    [Fact]
    public async Task Root_NamesTheFunctions()
    {
        var hint = await _app.Http.GetStringAsync("/");
        Assert.Contains("GetVerdict: GET /api/verdicts/{account}", hint, StringComparison.Ordinal);
        Assert.Contains("""{"input":""}""", hint, StringComparison.Ordinal);
    }
}
