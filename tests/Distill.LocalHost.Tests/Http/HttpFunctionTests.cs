using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Tests.Http;

public sealed class HttpFunctionTests(SharedSampleHost sample) : IClassFixture<SharedSampleHost>
{
    private HttpClient Http => sample.Host.Http;

    [Fact]
    public async Task Request_ReachesTheFunctionWithRouteAndQuery()
    {
        var answer = await Http.GetFromJsonAsync<JsonElement>("/api/items/item%201?colour=red", Token);
        Assert.Equal("item 1", answer.GetProperty("id").GetString());
        Assert.Equal("red", answer.GetProperty("colour").GetString());
        Assert.Equal("/api/items/item 1", answer.GetProperty("path").GetString());
        Assert.Equal("GetItem", answer.GetProperty("name").GetString());
        Assert.True(sample.Host.Log.Has($"Executed GetItem ({answer.GetProperty("invocationId").GetString()})"));
    }

    [Fact]
    public async Task Method_ChoosesAmongFunctionsOnOneRoute()
    {
        // More than Kestrel takes unasked, and less than the real host does.
        var answer = await Http.PutAsync("/api/items/a", new StringContent(new string('x', 20_000_000)), Token);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal("""{"id":"a","length":20000000}""", await answer.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("/api/items/a", "PUT")]
    [InlineData("/api/Unread", "POST")]
    public async Task AChunkedBodyThatIsTooLarge_Is413(string path, string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = new Chunks(110_000_000) };

        using var answer = await Http.SendAsync(request, Token);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    /// <summary>
    /// The worker gets no header that is not ASCII, so the host does not take one. HttpClient sends none, so this writes the bytes itself.
    /// </summary>
    [Theory]
    [InlineData("k\u00e9", HttpStatusCode.BadRequest)]
    [InlineData("k\u202e", HttpStatusCode.BadRequest)]
    [InlineData("k", HttpStatusCode.OK)]
    public async Task AHeaderThatIsNotAscii_Is400(string key, HttpStatusCode expected)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(Http.BaseAddress!.Host, Http.BaseAddress.Port, Token);
        var request = $"GET /api/pages/7 HTTP/1.1\r\nHost: localhost\r\nIdempotency-Key: {key}\r\nConnection: close\r\n\r\n";
        await client.GetStream().WriteAsync(Encoding.UTF8.GetBytes(request), Token);

        using var answer = new StreamReader(client.GetStream(), Encoding.ASCII);
        Assert.StartsWith($"HTTP/1.1 {(int)expected} ", await answer.ReadLineAsync(Token), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", "evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "evil.example:7071", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "127.0.0.1.evil.example", null, null, HttpStatusCode.MisdirectedRequest)]
    [InlineData("GET", "[::1]:7071", null, null, HttpStatusCode.OK)]
    [InlineData("GET", "localhost", "http://localhost:3000", null, HttpStatusCode.OK)]
    [InlineData("GET", "localhost", "https://evil.example", null, HttpStatusCode.Forbidden)]
    [InlineData("GET", "localhost", "null", null, HttpStatusCode.Forbidden)]
    [InlineData("POST", "localhost", null, "text/plain", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "localhost", null, "text/plain; charset=utf-8", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "localhost", null, "application/x-www-form-urlencoded", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "localhost", null, "multipart/form-data; boundary=x", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("POST", "localhost", "http://127.0.0.1:3000", "application/json", HttpStatusCode.OK)]
    public async Task WhatAnotherSiteCouldSend_IsRefused(string method, string host, string? origin, string? type, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), method == "GET" ? "/api/pages/7" : "/api/Unread");
        request.Headers.Host = host;
        if (origin is not null)
        {
            request.Headers.TryAddWithoutValidation("Origin", origin);
        }
        if (type is not null)
        {
            request.Content = new ByteArrayContent("{}"u8.ToArray());
            request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        using var answer = await Http.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("same-origin", HttpStatusCode.OK)]
    [InlineData("same-site", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("cross-site", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("none", HttpStatusCode.UnsupportedMediaType)]
    public async Task AForm_ComesFromThisHostsOwnPages(string site, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/Unread");
        request.Headers.TryAddWithoutValidation("Sec-Fetch-Site", site);
        request.Content = new FormUrlEncodedContent([new("why", "x")]);

        using var answer = await Http.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
    }

    [Theory]
    [InlineData("/api/items/a", "DELETE", HttpStatusCode.NotFound)]
    [InlineData("/items/a", "GET", HttpStatusCode.NotFound)]
    [InlineData("/api/pages/x", "GET", HttpStatusCode.NotFound)]
    [InlineData("/api/pages/7", "GET", HttpStatusCode.OK)]
    public async Task UnknownRouteOrMethod_Is404(string path, string method, HttpStatusCode expected)
    {
        var answer = await Http.SendAsync(new HttpRequestMessage(new HttpMethod(method), path), Token);
        Assert.Equal(expected, answer.StatusCode);
    }

    [Fact]
    public async Task RequestsRunSideBySide()
    {
        var waits = Enumerable.Range(0, 20).Select(_ => Http.GetAsync("/api/waits/together", Token)).ToList();
        await sample.Host.NotedAsync("together began", 20);
        sample.Host.Folder.Open("together");
        Assert.All(await Task.WhenAll(waits), answer => Assert.Equal(HttpStatusCode.OK, answer.StatusCode));
    }

    [Fact]
    public async Task Failure_IsLoggedUnderTheFunctionWithItsStack()
    {
        using var answer = await Http.GetAsync("/api/Fails", Token);
        await sample.Host.LoggedAsync("Fails failed");
        var line = Assert.Single(
            sample.Host.Log.Lines,
            line =>
                line.Category == "Function.Fails" && line.Level == LogLevel.Error && line.Text.StartsWith("Fails failed", StringComparison.Ordinal)
        );
        Assert.Contains("no such luck", line.Error!.Message, StringComparison.Ordinal);
        Assert.Contains("HttpFunctions", line.Error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task LogOfAFunction_ComesUnderItsCategoryAndLevel()
    {
        await Http.GetAsync("/api/Logs", Token);
        await sample.Host.LoggedAsync("the ice is thin");
        var line = Assert.Single(sample.Host.Log.Lines, line => line.Text == "the ice is thin");
        Assert.Equal((LogLevel.Warning, "Distill.LocalHost.SampleApp.HttpFunctions"), (line.Level, line.Category));
    }

    [Fact]
    public async Task Answer_ComesAsItIsWritten()
    {
        using var answer = await Http.GetAsync("/api/Streams", HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        Assert.Equal("first", await reader.ReadLineAsync(Token));
        sample.Host.Folder.Open("stream");
        Assert.Equal("second", await reader.ReadLineAsync(Token));
        Assert.Null(await reader.ReadLineAsync(Token));
    }

    [Fact]
    public async Task AnswerThatBreaksOff_BreaksOffForTheClient()
    {
        using var answer = await Http.GetAsync("/api/BreaksOff", HttpCompletionOption.ResponseHeadersRead, Token);
        using var reader = new StreamReader(await answer.Content.ReadAsStreamAsync(Token));
        Assert.Equal("first", await reader.ReadLineAsync(Token));
        sample.Host.Folder.Open("break");
        await Assert.ThrowsAnyAsync<Exception>(() => reader.ReadToEndAsync(Token));
        await sample.Host.LoggedAsync("BreaksOff failed");
        Assert.False(sample.Host.Log.Has("BreaksOff ended"));
    }

    [Fact]
    public async Task ClientThatGoes_CancelsTheInvocationAndIsNoError()
    {
        using var gone = new CancellationTokenSource();
        var request = Http.GetAsync("/api/waits/client", gone.Token);
        await sample.Host.NotedAsync("client began");
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        await sample.Host.NotedAsync("client cancelled");
        await Patience.UntilAsync(
            () =>
                sample.Host.Log.Lines.Any(line =>
                    line.Category == "Function.Waits" && line.Text.Contains("the caller disconnected", StringComparison.Ordinal)
                ),
            sample.Host.Log.Text
        );
        Assert.DoesNotContain(sample.Host.Log.Lines, line => line.Level >= LogLevel.Warning && line.Text.Contains("Waits", StringComparison.Ordinal));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>A body without a length.</summary>
    private sealed class Chunks(int bytes) : HttpContent
    {
        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            var chunk = new byte[100_000];
            for (var sent = 0; sent < bytes; sent += chunk.Length)
            {
                await stream.WriteAsync(chunk);
            }
        }

        protected override bool TryComputeLength(out long length)
        {
            length = 0;
            return false;
        }
    }
}
