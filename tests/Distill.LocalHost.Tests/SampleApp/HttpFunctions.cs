using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.SampleApp;

/// <summary>Requests of every kind, and every way to fail them.</summary>
public sealed partial class HttpFunctions(Ledger ledger, ILogger<HttpFunctions> log)
{
    [Function("GetItem")]
    public IResult Get(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "items/{id}")] HttpRequest request,
        string id,
        string? colour,
        FunctionContext context
    ) =>
        Results.Json(
            new
            {
                id,
                colour,
                path = request.Path.Value,
                context.FunctionDefinition.Name,
                context.InvocationId,
            }
        );

    [Function("PutItem")]
    public async Task<IResult> Put(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "items/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellationToken
    )
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(cancellationToken);
        return Results.Json(new { id, length = body.Length }, statusCode: StatusCodes.Status201Created);
    }

    /// <summary>Answers before it has read the body.</summary>
    [Function("Unread")]
    public IResult Unread([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request) => Results.Ok();

    [Function("GetPage")]
    public IResult Page([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "pages/{number:int}")] HttpRequest request, int number) =>
        Results.Text($"page {number}");

    [Function("Fails")]
    public IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) => throw new InvalidDataException("no such luck");

    [Function("Logs")]
    public IResult Logs([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        ThinIce(log);
        return Results.Ok();
    }

    /// <summary>Half of its answer, a pause, the other half.</summary>
    [Function("Streams")]
    public async Task Streams([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        await response.WriteAsync("first\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await ledger.WaitAsync("stream", cancellationToken);
        await response.WriteAsync("second\n", cancellationToken);
    }

    /// <summary>Half of its answer, and then its end.</summary>
    [Function("BreaksOff")]
    public async Task BreaksOff([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, CancellationToken cancellationToken)
    {
        var response = request.HttpContext.Response;
        await response.WriteAsync("first\n", cancellationToken);
        await response.Body.FlushAsync(cancellationToken);
        await ledger.WaitAsync("break", cancellationToken);
        request.HttpContext.Abort();
        throw new InvalidDataException("broken off");
    }

    [Function("Waits")]
    public async Task<IResult> Waits(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "waits/{gate}")] HttpRequest request,
        string gate,
        FunctionContext context
    )
    {
        await ledger.WaitAsync(gate, context.CancellationToken);
        return Results.Ok();
    }

    [Function("Crashes")]
    public IResult Crashes([HttpTrigger(AuthorizationLevel.Anonymous, "post")] HttpRequest request)
    {
        Process.GetCurrentProcess().Kill();
        return Results.Ok();
    }

    [LoggerMessage(LogLevel.Warning, "the ice is thin")]
    private static partial void ThinIce(ILogger log);
}
