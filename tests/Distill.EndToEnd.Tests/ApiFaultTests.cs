using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;

namespace Distill.EndToEnd.Tests;

/// <summary>What callers and the log see of failures, on the real worker: an answer is whole and right, or it is an error.</summary>
public sealed class ApiFaultTests
{
    private const string Receipts = "honeypots/receipts/2026-04";

    // No events come here, so the trigger needs no checkpoints.
    private const string NoBlobs = "DefaultEndpointsProtocol=http;AccountName=away;AccountKey=a2V5;BlobEndpoint=http://127.0.0.1:1/away;";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task AReceiptLogThatCannotBeRead_IsNeverAnEmptyOrShorterLog()
    {
        using var folder = new TemporaryFolder();
        await using var storage = await ScriptedStorage.StartAsync();
        await using var app = await RunningApp.StartAsync(
            folder.Path,
            ("LocalAzurite__Enabled", "false"),
            ("AzureWebJobsStorage", NoBlobs),
            ("DistillStorage", storage.ConnectionString)
        );
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
