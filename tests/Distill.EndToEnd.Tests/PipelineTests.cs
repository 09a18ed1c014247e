using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Distill.Core.Events;

namespace Distill.EndToEnd.Tests;

/// <summary>
/// From the official client's events to windows in Azurite, dead letters and a verdict over HTTP. One app serves both tests: neither looks at what
/// the other one leaves.
/// </summary>
public sealed class PipelineTests(PipelineTests.SharedApp shared) : IClassFixture<PipelineTests.SharedApp>
{
    private const string Canary = "the quick canary sings of distillation at dawn";

    private static readonly (RejectReason Reason, string Line)[] s_bad =
    [
        (RejectReason.NotJson, $"{{\"type\":\"call\",\"prompt\":\"{Canary}"),
        (RejectReason.NotAnObject, $"[\"{Canary}\"]"),
        (RejectReason.MissingField, $$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","prompt":"{{Canary}}"}"""),
        (RejectReason.UnknownType, $$"""{"type":"chat","account":"a","prompt":"{{Canary}}"}"""),
        (RejectReason.BadField, $$"""{"type":"call","id":"1","time":"2026-04-22T03:00:00Z","account":"a","model":["m"],"prompt":"{{Canary}}"}"""),
        (RejectReason.BadTime, $$"""{"type":"call","id":"1","time":"2026-04-22 03:00","account":"a","model":"m","prompt":"{{Canary}}"}"""),
        (
            RejectReason.TimeTooFarInFuture,
            string.Create(
                CultureInfo.InvariantCulture,
                $$"""{"type":"call","id":"1","time":"{{DateTime.UtcNow.AddDays(1):O}}","account":"a","model":"m","prompt":"{{Canary}}"}"""
            )
        ),
        (RejectReason.TimeTooLongAgo, $$"""{"type":"call","id":"1","time":"0001-01-01T00:00:00Z","account":"a","model":"m","prompt":"{{Canary}}"}"""),
    ];

    private RunningApp App => shared.App;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task EventsOfTheOfficialClient_BecomeWindows_Verdicts_AndDeadLetters()
    {
        var app = App;
        using var folder = new TemporaryFolder();
        string[] good = [.. Lines.Calls(300, 10), .. Enumerable.Range(0, 5).Select(i => Lines.Call("a", $"good{i}", i, Canary))];
        var file = folder.Write("events.jsonl", [.. s_bad[..5].Select(b => b.Line), .. good, .. s_bad[5..].Select(b => b.Line)]);

        using (var admin = new AdminClient(app.Endpoints.Http))
        {
            Assert.Equal(AppFunctions.Names, await admin.FunctionsAsync());
        }

        var sent = await JavaScriptClient.SendAsync(app, file);

        Assert.Equal(good.Length + s_bad.Length, sent);
        await app.UntilAsync(async () => await Stored.ProgressAsync(app) == sent);
        await AssertStoredAsync(app);
        await AssertVerdictsAsync(app);
        await AssertApiAsync(app);
        Assert.DoesNotContain("canary", app.Output, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task AClientThatLeavesALongPoll_IsNoFailure()
    {
        using var http = new HttpClient { BaseAddress = new Uri(App.Endpoints.Http, "/api/v1/"), Timeout = TimeSpan.FromMinutes(10) };
        var cursor = "";
        await App.UntilAsync(async () =>
        {
            using var first = await http.GetAsync("verdicts/changes", Stop);
            cursor = first.IsSuccessStatusCode
                ? JsonDocument.Parse(await first.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("cursor").GetString()!
                : "";
            return cursor.Length > 0;
        });
        var (begun, ended) = (Count("Executing GetChanges"), Count("(Executed GetChanges|GetChanges ended|GetChanges failed)"));
        using var leave = new CancellationTokenSource();

        var asked = http.GetAsync($"verdicts/changes?wait=30&since={Uri.EscapeDataString(cursor)}", leave.Token);
        await App.UntilAsync(() => Task.FromResult(Count("Executing GetChanges") > begun));
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await App.UntilAsync(() => Task.FromResult(Count("(Executed GetChanges|GetChanges ended|GetChanges failed)") > ended));
        Assert.Equal(0, Count("GetChanges failed"));
        Assert.DoesNotContain("fail: ", App.Output, StringComparison.Ordinal);
        using var next = await http.GetAsync("verdicts/acct_1", Stop);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    private static async Task AssertStoredAsync(RunningApp app)
    {
        var rows = await Stored.RowsAsync(app.Endpoints.Tables);
        Assert.Equal(
            [.. Enumerable.Range(0, 10).Select(i => $"acct_{i}"), "a"],
            rows.Where(r => r.Table.StartsWith("windows", StringComparison.Ordinal))
                .Select(r => r.Row.RowKey)
                .Distinct()
                .OrderDescending()
                .Reverse()
                .OrderBy(k => k == "a")
        );
        Assert.Equal(
            s_bad.Select(b => b.Reason.Name()).Order(StringComparer.Ordinal),
            rows.Where(r => r.Table == "deadletters").Select(r => r.Row.GetString("Reason")).Order(StringComparer.Ordinal)
        );
        Assert.Equal(s_bad[0].Line, Assert.Single(rows, r => r.Table == "unparsed").Row.GetString("Body"));
        foreach (var value in rows.Where(r => r.Table != "unparsed").SelectMany(r => r.Row).Select(p => p.Value))
        {
            Assert.DoesNotContain(
                "canary",
                value is byte[] bytes ? Encoding.Latin1.GetString(bytes) : $"{value}",
                StringComparison.OrdinalIgnoreCase
            );
        }
    }

    private static async Task AssertVerdictsAsync(RunningApp app)
    {
        using var http = new HttpClient { BaseAddress = app.Endpoints.Http };
        Assert.Equal("not_assessed", await LevelAsync(http, "acct_3"));

        await app.RunAsync("CorrelateAccounts");

        await app.UntilAsync(async () => await LevelAsync(http, "acct_3") == "clear");
        Assert.Equal("not_assessed", await LevelAsync(http, "nobody"));
        using var bad = await http.GetAsync(new Uri("/api/v1/verdicts/" + new string('x', 300), UriKind.Relative));
        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (bad.StatusCode, bad.Content.Headers.ContentType?.MediaType));
    }

    /// <summary>The routes beside one another, through a real server.</summary>
    private static async Task AssertApiAsync(RunningApp app)
    {
        using var http = new HttpClient { BaseAddress = new Uri(app.Endpoints.Http, "/api/v1/") };
        var snapshot = await http.GetFromJsonAsync<JsonElement>("verdicts/changes");
        Assert.Equal(
            (true, false, 11),
            (
                snapshot.GetProperty("snapshot").GetBoolean(),
                snapshot.GetProperty("more").GetBoolean(),
                snapshot.GetProperty("verdicts").GetArrayLength()
            )
        );

        var waiting = http.GetFromJsonAsync<JsonElement>($"verdicts/changes?wait=20&since={snapshot.GetProperty("cursor")}");
        using var decided = await http.PostAsJsonAsync("accounts/acct_3/overrides", new { action = "block", why = "A test." });
        var change = Assert.Single((await waiting).GetProperty("verdicts").EnumerateArray());
        Assert.Equal("acct_3 block", $"{change.GetProperty("account")} {change.GetProperty("action")}");

        using var batch = await http.PostAsJsonAsync("verdicts/batch", new { accounts = new[] { "acct_3", "acct_4" } });
        var verdicts = (await batch.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("verdicts").EnumerateArray();
        Assert.Equal(["block", "allow"], verdicts.Select(v => v.GetProperty("action").GetString()));

        using var events = await http.PostAsync(
            new Uri("events", UriKind.Relative),
            new StringContent($"{Lines.Calls(1, 1).First()}\nno event\n", Encoding.UTF8, "application/x-ndjson")
        );
        Assert.Equal(HttpStatusCode.Accepted, events.StatusCode);
        Assert.Equal(1, (await events.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accepted").GetInt32());
        Assert.Equal(0, (await http.GetFromJsonAsync<JsonElement>("clusters")).GetProperty("clusters").GetArrayLength());
        Assert.Equal("3.1.0", (await http.GetFromJsonAsync<JsonElement>("openapi.json")).GetProperty("openapi").GetString());
        await AssertConsoleAsync(app, http);
    }

    /// <summary>A page of the console, and one of its forms, through the development host.</summary>
    private static async Task AssertConsoleAsync(RunningApp app, HttpClient http)
    {
        var page = await http.GetStringAsync(new Uri(app.Endpoints.Http, "/console"));
        Assert.Contains("<h1>Queue</h1>", page, StringComparison.Ordinal);

        var seen = Regex.Match(
            await http.GetStringAsync(new Uri(app.Endpoints.Http, "/console/account?id=acct_4")),
            "name=\"seen\" value=\"([0-9a-f]+)\""
        );
        using var form = new HttpRequestMessage(HttpMethod.Post, new Uri(app.Endpoints.Http, "/console/account/override"))
        {
            Content = new FormUrlEncodedContent(
                new Dictionary<string, string>
                {
                    ["id"] = "acct_4",
                    ["action"] = "Block",
                    ["by"] = "ana",
                    ["why"] = "A test.",
                    ["key"] = "one",
                    ["seen"] = seen.Groups[1].Value,
                }
            ),
        };
        form.Headers.Add("Sec-Fetch-Site", "same-origin");
        using var account = await http.SendAsync(form);
        Assert.Equal("/console/account", account.RequestMessage!.RequestUri!.AbsolutePath);
        Assert.Equal("block", (await http.GetFromJsonAsync<JsonElement>("verdicts/acct_4")).GetProperty("action").GetString());
    }

    private int Count(string pattern) => Regex.Count(App.Output, pattern);

    private static async Task<string?> LevelAsync(HttpClient http, string account)
    {
        var verdict = await http.GetFromJsonAsync<JsonElement>($"/api/v1/verdicts/{account}");
        Assert.Equal(account, verdict.GetProperty("account").GetString());
        Assert.NotEqual(0, verdict.GetProperty("reasons").GetArrayLength());
        return verdict.GetProperty("level").GetString();
    }

    /// <summary>The app on empty storage.</summary>
    public sealed class SharedApp : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        internal RunningApp App { get; private set; } = null!;

        public async ValueTask InitializeAsync() => App = await RunningApp.StartAsync(_folder.Path);

        public async ValueTask DisposeAsync()
        {
            await (App?.DisposeAsync() ?? ValueTask.CompletedTask);
            _folder.Dispose();
        }
    }
}
