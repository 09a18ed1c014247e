using System.Text.Json;
using System.Text.Json.Serialization;
using Distill.LocalHost.Functions;
using Distill.LocalHost.Timers;
using Distill.LocalHost.Worker;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Distill.LocalHost.Admin;

/// <summary>The useful part of the real host's admin API for a single machine. It adds a record of runs, which the real one lacks.</summary>
internal sealed class AdminApi(
    IReadOnlyList<Function> functions,
    IReadOnlyList<TimerFunction> timers,
    RunHistory history,
    HostStatus status,
    WorkerKeeper worker,
    TimeProvider time
)
{
    private static readonly JsonSerializerOptions s_json = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/", () => Results.Text(Hint()));
        routes.MapGet("/admin/host/status", () => Results.Json(status.Report(worker.Report()), s_json));
        routes.MapMethods("/admin/host/ping", ["GET", "POST"], () => Results.Ok());
        routes.MapGet("/admin/functions", () => Results.Json(functions.Select(f => new { f.Name, Trigger = f.Trigger.ToString() }), s_json));
        routes.MapPost("/admin/functions/{name}", RunAsync);
        routes.MapGet("/admin/functions/{name}/status", (string name) => Find(name) is null ? Results.NotFound() : Results.Json(new { }, s_json));
        routes.MapGet(
            "/admin/functions/{name}/runs",
            (string name) => Find(name) is null ? Results.NotFound() : Results.Json(history.Of(name).Select(run => run.Report()), s_json)
        );
        routes.MapGet(
            "/admin/functions/{name}/runs/{id}",
            (string name, string id) =>
                history.Of(name).FirstOrDefault(run => id == "last" || run.Id == id) is { } run
                    ? Results.Json(run.Report(), s_json)
                    : Results.NotFound()
        );
    }

    /// <summary>
    /// Starts a run. Like the real host, it answers 415 if the body is not declared as JSON, 400 if it is not a JSON object, 404 for an unknown
    /// function, else 202 while the run goes on. It also answers 400 for a function without a timer, and 503 if the host is not running.
    /// </summary>
    private async Task<IResult> RunAsync(string name, HttpRequest request, CancellationToken cancellationToken)
    {
        if (!request.HasJsonContentType())
        {
            return Results.StatusCode(StatusCodes.Status415UnsupportedMediaType);
        }
        if (!await HasInputAsync(request, cancellationToken))
        {
            return Results.Text("""Send a JSON body such as {"input":""}.""", statusCode: StatusCodes.Status400BadRequest);
        }
        if (Find(name) is not { } function)
        {
            return Results.NotFound();
        }
        if (timers.FirstOrDefault(timer => timer.Function == function) is not { } timer)
        {
            return Results.Text($"{function.Name} is not a timer function. Send it what triggers it.", statusCode: StatusCodes.Status400BadRequest);
        }
        if (status.State != HostState.Running)
        {
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
        var run = timer.NewRun("admin");
        _ = RunBehindAsync(timer, run);
        return Results.Accepted($"/admin/functions/{function.Name}/runs/{run.Id}");
    }

    private async Task RunBehindAsync(TimerFunction timer, TimerRun run)
    {
        try
        {
            await timer.RunAsync(run, isPastDue: false, status.Stopping);
        }
        catch (OperationCanceledException) when (status.Stopping.IsCancellationRequested)
        {
            // The host stopped before the run's turn came. The run's record says so.
        }
    }

    private static async Task<bool> HasInputAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken);
            return body.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private Function? Find(string name) => functions.FirstOrDefault(function => function.Name.Equals(name, StringComparison.OrdinalIgnoreCase));

    private string Hint() =>
        $"""
            Functions on the local host, for development only. {time.GetUtcNow():u}

            {string.Join('\n', functions.Select(function => $"{function.Name}: {function.Trigger}"))}

            Run a timer now:   POST /admin/functions/NAME with the body {"{"}"input":""{"}"} and Content-Type application/json
            What became of it: GET  /admin/functions/NAME/runs/last
            The host's state:  GET  /admin/host/status

            """;
}
