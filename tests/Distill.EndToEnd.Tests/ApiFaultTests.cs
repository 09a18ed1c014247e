using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Distill.EndToEnd.Tests;

/// <summary>What callers and the log see of failures, on the real worker: an answer is whole and right, or it is an error.</summary>
public sealed class ApiFaultTests
{
    private const string Receipts = "honeypots/receipts/2026-04";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReceiptLogThatCannotBeRead_IsNeverAnEmptyOrShorterLog()
    {
        using var folder = new TemporaryFolder();
        await using var storage = await ScriptedStorage.StartAsync();
        await using var app = await RunningApp.StartAsync(folder.Path, ("DistillStorage", storage.ConnectionString));
        using var http = Client(app);

        storage.Answer = Refuse(503);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), await AskAsync(http));

        storage.Answer = Refuse(400);
        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), await AskAsync(http));
        await app.UntilAsync(() => Task.FromResult(app.Output.Contains("GetReceipts failed.", StringComparison.Ordinal)));

        storage.Answer = context =>
            context.Request.QueryString.Value!.Contains("NextPartitionKey", StringComparison.Ordinal)
                ? Refuse(400)(context)
                : FirstPageAsync(context);
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(Receipts, Stop));

        // Once each for the two that were not the storage's fault, and for none of them a failed invocation.
        await app.UntilAsync(() => Task.FromResult(Count(app, "GetReceipts failed\\.") == 2 && Count(app, "Executed GetReceipts") == 3));
        Assert.Equal(0, Count(app, "GetReceipts failed \\("));
    }

    [Fact]
    public async Task AClientThatLeavesALongPoll_IsNoFailure()
    {
        using var folder = new TemporaryFolder();
        await using var app = await RunningApp.StartAsync(folder.Path);
        using var http = Client(app);
        var cursor = "";
        await app.UntilAsync(async () =>
        {
            using var first = await http.GetAsync("verdicts/changes", Stop);
            cursor = first.IsSuccessStatusCode
                ? JsonDocument.Parse(await first.Content.ReadAsStringAsync(Stop)).RootElement.GetProperty("cursor").GetString()!
                : "";
            return cursor.Length > 0;
        });
        var (begun, ended) = (Count(app, "Executing GetChanges"), Count(app, "(Executed|GetChanges ended|GetChanges failed)"));
        using var leave = new CancellationTokenSource();

        var asked = http.GetAsync($"verdicts/changes?wait=30&since={Uri.EscapeDataString(cursor)}", leave.Token);
        await app.UntilAsync(() => Task.FromResult(Count(app, "Executing GetChanges") > begun));
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await app.UntilAsync(() => Task.FromResult(Count(app, "(Executed|GetChanges ended|GetChanges failed)") > ended));
        Assert.Equal(0, Count(app, "GetChanges failed"));
        Assert.DoesNotContain("fail: ", app.Output, StringComparison.Ordinal);
        using var next = await http.GetAsync("verdicts/acct_1", Stop);
        Assert.Equal(HttpStatusCode.OK, next.StatusCode);
    }

    private static HttpClient Client(RunningApp app) =>
        new() { BaseAddress = new Uri(app.Endpoints.Http, "/api/v1/"), Timeout = TimeSpan.FromMinutes(10) };

    private static int Count(RunningApp app, string pattern) => Regex.Count(app.Output, pattern);

    private static async Task<(HttpStatusCode Status, string? Code)> AskAsync(HttpClient http)
    {
        using var answer = await http.GetAsync(Receipts, Stop);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return (answer.StatusCode, json.RootElement.GetProperty("code").GetString());
    }

    private static Func<HttpContext, Task> Refuse(int status) =>
        async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(
                """{"odata.error":{"code":"Scripted","message":{"lang":"en-US","value":"As the test says."}}}""",
                context.RequestAborted
            );
        };

    private static Task FirstPageAsync(HttpContext context)
    {
        context.Response.ContentType = "application/json";
        context.Response.Headers["x-ms-continuation-NextPartitionKey"] = "2026-04";
        context.Response.Headers["x-ms-continuation-NextRowKey"] = "0000000001";
        return context.Response.WriteAsync(
            """{"value":[{"PartitionKey":"2026-04","RowKey":"0000000000","Receipt0@odata.type":"Edm.Binary","Receipt0":"e30="}]}""",
            context.RequestAborted
        );
    }
}
