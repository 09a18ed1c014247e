using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Tests.Http;

public sealed class Greeting
{
    public string Text { get; } = $"hello {Guid.NewGuid()}";
}

/// <summary>HTTP functions of every shape that the runtime takes.</summary>
public sealed class HttpFunctions(Greeting greeting, ILogger<HttpFunctions> log)
{
    [Function("GetVerdict")]
    public IResult GetVerdict(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "verdicts/{account}")] HttpRequest request,
        string account, FunctionContext context) =>
        Results.Json(new { account, path = request.Path.Value, context.FunctionDefinition.Name, context.InvocationId });

    [Function("PutVerdict")]
    public async Task<IActionResult> PutVerdict(
        [HttpTrigger(AuthorizationLevel.Function, "put", Route = "verdicts/{account}")] HttpRequest request, string account, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(request.Body);
        return new OkObjectResult(new { Account = account, Body = await reader.ReadToEndAsync(cancellationToken) });
    }

    [Function("Page")]
    public static async Task<IResult> Page(
        [HttpTrigger(AuthorizationLevel.Anonymous, Route = "page/{number:int}/{at}")] HttpRequest request, int number, Guid at, int? size, string? sort, bool full = true)
    {
        await Task.Yield();
        return Results.Text($"{request.Method} {number} {at} {size?.ToString() ?? "-"} {sort ?? "-"} {full}");
    }

    [Function("Scope")]
    public IResult Scope([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request, FunctionContext context) =>
        Results.Text($"{greeting.Text} {ReferenceEquals(context.InstanceServices, request.HttpContext.RequestServices)} {ReferenceEquals(context.GetHttpContext(), request.HttpContext)}");

    [Function("Fails")]
    public IResult Fails([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        log.BeginScope("x");
        throw new InvalidDataException("no such luck");
    }

    [Function("Writes")]
    public static async Task Writes([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        request.HttpContext.Response.StatusCode = 418;
        await request.HttpContext.Response.WriteAsync("teapot");
    }
}
