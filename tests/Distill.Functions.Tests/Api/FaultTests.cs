using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Azure;
using Distill.Functions.Api;
using Distill.Functions.Auth;
using Distill.Functions.Middleware;
using Distill.Functions.Settings;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Distill.Functions.Tests.Api;

/// <summary>What a caller sees when a function fails: never an empty 200.</summary>
public sealed class FaultTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>All routes that answer with problems. OpenTelemetry's have tests of their own.</summary>
    public static TheoryData<string> Routes =>
        [
            .. ApiCall
                .Routes.Where(r => r.Method != ApiCall.Others && !r.Route.StartsWith("v1/", StringComparison.Ordinal))
                .Select(r => $"{r.Method} {r.Route}"),
        ];

    [Theory]
    [MemberData(nameof(Routes))]
    public async Task EachFunction_TellsAFaultOfItsOwn_AndLogsItOnce(string name)
    {
        var route = ApiCall.Routes.Single(r => $"{r.Method} {r.Route}" == name);

        var (answer, log) = await FailAsync(route.Function, new InvalidOperationException("a bug"));

        Contract.Check(route.Method, route.Route, answer);
        Assert.Equal((500, "internal_error"), (answer.Status, answer.Code));
        Assert.DoesNotContain("a bug", answer.Text, StringComparison.Ordinal);
        Assert.Equal("a bug", Assert.Single(log.Bad).Error!.Message);
    }

    public static TheoryData<Exception, int, string, bool> Failures =>
        new()
        {
            { new RequestFailedException(412, "changed"), 409, "busy", false },
            { new RequestFailedException(503, "busy"), 503, "storage_unavailable", true },
            { new AggregateException("retries failed"), 503, "storage_unavailable", true },
            { new IOException("no such host"), 503, "storage_unavailable", true },
            { new TimeoutException("slow"), 503, "storage_unavailable", true },
            { new RequestFailedException(400, "too large"), 500, "internal_error", true },
            { new InvalidCastException("not bound"), 500, "internal_error", true },
            { new OperationCanceledException("timed out, with the caller there"), 500, "internal_error", true },
            { new BadHttpRequestException("cut off", 400), 400, "bad_body", false },
            { new BadHttpRequestException("slow", 408), 400, "bad_body", false },
            { new BadHttpRequestException("large", 413), 413, "body_too_large", false },
        };

    [Theory]
    [MemberData(nameof(Failures), DisableDiscoveryEnumeration = true)]
    public async Task EachKindOfFailure_HasItsProblem(Exception failure, int status, string code, bool logged)
    {
        var (answer, log) = await FailAsync("PostEvents", failure);

        Assert.Equal((status, code), (answer.Status, answer.Code));
        Assert.Equal(
            status switch
            {
                503 => "5",
                409 => "1",
                _ => "",
            },
            answer.Headers.RetryAfter.ToString()
        );
        Assert.Equal(logged ? [failure] : [], log.Bad.Select(l => l.Error));
    }

    [Fact]
    public async Task AFunctionWithoutAResult_HasFailed()
    {
        await using var server = await ApiServer.StartAsync(_ => Task.FromResult<IResult?>(null));

        Assert.Equal((HttpStatusCode.InternalServerError, "internal_error"), await AskAsync(server));
    }

    [Fact]
    public async Task AResultThatFailsBeforeItsFirstByte_IsAProblem()
    {
        await using var server = await ApiServer.StartAsync(_ =>
            Task.FromResult<IResult?>(Results.Stream(_ => throw new RequestFailedException(503, "away"), "application/x-ndjson"))
        );

        Assert.Equal((HttpStatusCode.ServiceUnavailable, "storage_unavailable"), await AskAsync(server));
        Assert.Equal(304, Assert.Single(server.Log.Bad).Id.Id);
    }

    [Fact]
    public async Task AResultThatFailsHalfWay_BreaksTheAnswer()
    {
        await using var server = await ApiServer.StartAsync(_ =>
            Task.FromResult<IResult?>(
                Results.Stream(async body =>
                {
                    await body.WriteAsync("first\n"u8.ToArray());
                    await body.FlushAsync();
                    throw new RequestFailedException(503, "away");
                })
            )
        );

        await Assert.ThrowsAsync<HttpRequestException>(() => server.Client.GetStringAsync("/", Stop));

        Assert.Equal(304, Assert.Single(server.Log.Bad).Id.Id);
    }

    [Fact]
    public async Task AClientThatLeaves_IsNoFailure()
    {
        var waits = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var server = await ApiServer.StartAsync(async http =>
        {
            waits.SetResult();
            try
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted);
                return Results.Ok();
            }
            finally
            {
                ended.SetResult();
            }
        });
        using var leave = new CancellationTokenSource();
        var asked = server.Client.GetAsync("/", leave.Token);
        await waits.Task.WaitAsync(Stop);

        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        await ended.Task.WaitAsync(Stop);
        await server.DisposeAsync();
        Assert.Empty(server.Log.Bad);
    }

    [Fact]
    public async Task AnInvocationThatTheHostGivesUp_SendsNothing_AndIsNoFailure()
    {
        using var invocation = new CancellationTokenSource();
        var sent = false;
        await using var server = await ApiServer.StartAsync(
            async _ =>
            {
                await invocation.CancelAsync();
                return Results.Stream(_ =>
                {
                    sent = true;
                    return Task.CompletedTask;
                });
            },
            invocation.Token
        );

        using var answer = await server.Client.GetAsync("/", Stop);

        Assert.False(sent);
        Assert.Empty(server.Log.Bad);
    }

    [Fact]
    public async Task ABugIsSeen_EvenWhenTheClientHasLeft()
    {
        using var invocation = new CancellationTokenSource();
        await using var server = await ApiServer.StartAsync(
            async _ =>
            {
                await invocation.CancelAsync();
                throw new InvalidOperationException("a bug");
            },
            invocation.Token
        );

        using var answer = await server.Client.GetAsync("/", Stop);

        Assert.Equal(306, Assert.Single(server.Log.Bad).Id.Id);
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnot a chunk\r\n", 400, "bad_body")]
    [InlineData("Content-Length: 2000\r\n\r\n", 413, "body_too_large")]
    public async Task ABodyThatCannotBeRead_IsTheCallersFault(string rest, int status, string code)
    {
        await using var server = await ApiServer.StartAsync(async http =>
            await RequestBody.ReadAsync(http.Request, 4000, http.RequestAborted) is null ? Results.BadRequest() : Results.Ok()
        );
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, server.Client.BaseAddress!.Port, Stop);
        var stream = client.GetStream();

        await stream.WriteAsync(Encoding.ASCII.GetBytes($"POST / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}"), Stop);
        var answer = await new StreamReader(stream).ReadToEndAsync(Stop);

        Assert.StartsWith($"HTTP/1.1 {status} ", answer, StringComparison.Ordinal);
        Assert.Contains($"\"code\":\"{code}\"", answer, StringComparison.Ordinal);
        Assert.Empty(server.Log.Bad);
    }

    private static async Task<(HttpStatusCode Status, string? Code)> AskAsync(ApiServer server)
    {
        using var answer = await server.Client.GetAsync("/", Stop);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Stop));
        return (answer.StatusCode, json.RootElement.GetProperty("code").GetString());
    }

    private static async Task<(Answer Answer, LogLines Log)> FailAsync(string function, Exception failure)
    {
        using var log = new LogLines();
        await using var services = new ServiceCollection()
            .AddLogging(b => b.AddProvider(log))
            .AddSingleton(new AuthOptions())
            .AddSingleton<IConfiguration>(new ConfigurationBuilder().Build())
            .AddSingleton(TimeProvider.System)
            .AddSingleton<CallerRoles>()
            .AddSingleton<AnswerSender>()
            .AddSingleton<ApiGate>()
            .BuildServiceProvider();
        using var body = new MemoryStream();
        var http = new DefaultHttpContext { RequestServices = services, Response = { Body = body } };
        await ApiCall.RunAsync(services, function, http, () => throw failure);
        return (new Answer(http.Response.StatusCode, http.Response.ContentType, http.Response.Headers, body.ToArray()), log);
    }
}
