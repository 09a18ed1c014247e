using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;

namespace Distill.LocalHost.Tests.Admin;

/// <summary>One host serves all tests, so each runs functions of its own and looks at their entries alone.</summary>
public sealed class AdminApiTests(SharedSampleHost sample) : IClassFixture<SharedSampleHost>
{
    private readonly SampleHost _host = sample.Host;

    [Fact]
    public async Task RunNow_Answers202AndTellsTheOutcome()
    {
        var accepted = await _host.RunNowAsync("bysetting");
        Assert.Equal(HttpStatusCode.Accepted, accepted.StatusCode);
        var run = await _host.EndOfAsync(accepted);
        Assert.Equal("Succeeded", run.GetProperty("state").GetString());
        Assert.Equal("admin", run.GetProperty("reason").GetString());
        Assert.Contains("\"IsPastDue\":false", Assert.Single(Noted("fast ")), StringComparison.Ordinal);

        var last = await _host.Http.GetFromJsonAsync<JsonElement>("/admin/functions/BySetting/runs/last", Token);
        Assert.Equal(run.GetProperty("id").GetString(), last.GetProperty("id").GetString());
    }

    [Fact]
    public async Task RunNow_AnswersBeforeTheRunEndsAndRunsOneAtATime()
    {
        var first = await _host.RunNowAsync("Gated");
        var second = await _host.RunNowAsync("Gated");
        await _host.NotedAsync("gated began");
        var states = await _host.Http.GetFromJsonAsync<JsonElement>("/admin/functions/Gated/runs", Token);
        Assert.Equal(["Queued", "Running"], states.EnumerateArray().Select(run => run.GetProperty("state").GetString()).Order());

        _host.Folder.Open("gated");
        await _host.EndOfAsync(first);
        await _host.EndOfAsync(second);
        Assert.Equal(["gated began", "gated done", "gated began", "gated done"], Noted("gated "));
    }

    [Fact]
    public async Task FailedRun_IsRetriedAsItsAttributeSaysAndTold()
    {
        var run = await _host.EndOfAsync(await _host.RunNowAsync("Retried"));
        Assert.Equal("Failed", run.GetProperty("state").GetString());
        Assert.Contains("bad window", run.GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(["try 0 of 2", "try 1 of 2", "try 2 of 2"], Noted("try "));
    }

    [Fact]
    public async Task RunNow_RefusesWhatItCannotRun()
    {
        foreach (
            var (function, body, expected) in new[]
            {
                ("Nobody", """{"input":""}""", HttpStatusCode.NotFound),
                ("Hourly", "", HttpStatusCode.BadRequest),
                ("Hourly", "[", HttpStatusCode.BadRequest),
                ("GetItem", """{"input":""}""", HttpStatusCode.BadRequest),
            }
        )
        {
            Assert.Equal(expected, (await _host.RunNowAsync(function, body)).StatusCode);
        }
    }

    [Fact]
    public async Task RunNow_TakesJsonOnly()
    {
        using var text = new StringContent("""{"input":""}""");
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await _host.Http.PostAsync("/admin/functions/Hourly", text, Token)).StatusCode);
    }

    [Fact]
    public async Task BodyThatIsTooLarge_IsRefusedAndNoErrorOfOurs()
    {
        var host = new Uri(_host.Endpoints.Http);
        using var client = new TcpClient();
        await client.ConnectAsync(host.Host, host.Port, Token);
        await using var stream = client.GetStream();
        await stream.WriteAsync(
            "POST /admin/functions/Hourly HTTP/1.1\r\nHost: [::1]\r\nContent-Type: application/json\r\nContent-Length: 104857601\r\n\r\n"u8.ToArray(),
            Token
        );
        using var reader = new StreamReader(stream);
        Assert.StartsWith("HTTP/1.1 413", await reader.ReadLineAsync(Token), StringComparison.Ordinal);
        Assert.DoesNotContain("unhandled exception", _host.Log.Text(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_TellsOfHostFunctionsAndWorker()
    {
        var status = await _host.Http.GetFromJsonAsync<JsonElement>("/admin/host/status", Token);
        Assert.Equal("Running", status.GetProperty("state").GetString());
        Assert.Equal(Environment.ProcessId, status.GetProperty("processId").GetInt32());
        var worker = status.GetProperty("worker");
        Assert.Equal("Running", worker.GetProperty("state").GetString());
        Assert.StartsWith("2.", worker.GetProperty("version").GetString(), StringComparison.Ordinal);
        Assert.Equal(_host.Endpoints.WorkerVersion, worker.GetProperty("version").GetString());
        Assert.Equal(_host.Endpoints.WorkerPid, worker.GetProperty("processId").GetInt32());
        Assert.Equal(HttpStatusCode.OK, (await _host.Http.GetAsync("/admin/host/ping", Token)).StatusCode);
        Assert.Equal("{}", await _host.Http.GetStringAsync("/admin/functions/Hangs/status", Token));
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync("/admin/functions/Nobody/status", Token)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await _host.Http.GetAsync("/admin/functions/Hangs/runs/last", Token)).StatusCode);
        Assert.Contains("GetItem: GET /api/items/{id}", await _host.Http.GetStringAsync("/", Token), StringComparison.Ordinal);
        Assert.Contains("event hub ledger", await _host.Http.GetStringAsync("/admin/functions", Token), StringComparison.Ordinal);
    }

    private IEnumerable<string> Noted(string start) => _host.Ledger().Where(entry => entry.StartsWith(start, StringComparison.Ordinal));

    private static CancellationToken Token => TestContext.Current.CancellationToken;
}
