using Azure;
using Distill.Functions.Api;
using Distill.Functions.Console;
using Distill.Functions.Otlp;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Functions.Triggers;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Middleware;

namespace Distill.Functions.Middleware;

/// <summary>
/// Sends what a function of the API returns, and answers a failure with a problem. The worker itself would send results after all middleware, and a
/// failure would then look like an empty 200. If an answer fails half-way, it breaks the connection, so that a part never looks like the whole.
/// </summary>
internal sealed class AnswerSender(ILogger<AnswerSender> log, TimeProvider time) : IFunctionsWorkerMiddleware
{
    // Longer than any request may wait for something new. Whatever takes longer waits for the storage.
    private static readonly TimeSpan s_longest = TimeSpan.FromSeconds(45);

    // Others publish within a second. A storage that is away takes longer.
    private const string RetryAfterBusySeconds = "1";
    private const string RetryAfterSeconds = "5";

    public async Task Invoke(FunctionContext context, FunctionExecutionDelegate next)
    {
        if (context.GetHttpContext() is not { } http)
        {
            await next(context);
            return;
        }

        var function = context.FunctionDefinition.Name;
        var caller = new Caller(http, context.CancellationToken);
        var aborted = http.RequestAborted;
        using var limit = new CancellationTokenSource(s_longest, time);
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(aborted, limit.Token);
        http.RequestAborted = ending.Token;
        try
        {
            await next(context);
            var result = context.GetInvocationResult().Value as IResult ?? throw new InvalidOperationException($"{function} returned no result.");
            if (!caller.HasLeft)
            {
                await Shown(result, function, http).ExecuteAsync(http);
            }
        }
        catch (Exception e) when (caller.IsReasonFor(e))
        {
            log.CallerLeft(function);
            if (!caller.HasLeft)
            {
                http.Abort();
            }
        }
        catch (Exception e)
        {
            var problem = Problem(function, e is OperationCanceledException && limit.IsCancellationRequested ? Late(e) : e);
            if (!caller.HasLeft)
            {
                await SendAsync(problem, function, http);
            }
        }
        finally
        {
            http.RequestAborted = aborted;

            // The worker sends the result that it finds here, so it must find an empty one.
            context.GetInvocationResult().Value = Results.Empty;
        }
    }

    private IResult Problem(string function, Exception e)
    {
        switch (e)
        {
            case BadHttpRequestException bad:
                return Problems.Unreadable(bad.StatusCode);
            case RequestFailedException when StorageFault.IsConflict(e):
                return Problems.Busy;
            case DamagedLedgerException:
                log.FunctionFailed(e, function);
                return Problems.LedgerDamaged;
            case var _ when StorageFault.IsTheirs(e):
                log.StorageUnreachable(e, function);
                return Problems.StorageUnavailable;
            default:
                log.FunctionFailed(e, function);
                return Problems.InternalError;
        }
    }

    private static TimeoutException Late(Exception e) => new($"The storage did not answer within {s_longest}.", e);

    // A person gets a page, a sender of OpenTelemetry's protocol a status, and any other program a problem.
    private IResult Shown(IResult result, string function, HttpContext http) =>
        function is nameof(ShowConsole) or nameof(DecideInConsole) ? ConsoleFaults.Show(result, time.GetUtcNow())
        : RequestCheck.IsOtlp(function) ? OtlpFaults.Show(result, http)
        : result;

    private Task SendAsync(IResult problem, string function, HttpContext http)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return Task.CompletedTask;
        }

        http.Response.Clear();
        if (problem == Problems.StorageUnavailable || problem == Problems.LedgerDamaged || problem == Problems.Busy)
        {
            http.Response.Headers.RetryAfter = problem == Problems.Busy ? RetryAfterBusySeconds : RetryAfterSeconds;
        }

        return Shown(problem, function, http).ExecuteAsync(http);
    }

    // The tokens are read before the function runs, because a request that has ended no longer gives them.
    private sealed class Caller(HttpContext http, CancellationToken invocation)
    {
        private readonly CancellationToken _aborted = http.RequestAborted;

        /// <summary>Nobody waits for the answer: the client has gone, or the host has cancelled the invocation.</summary>
        public bool HasLeft => _aborted.IsCancellationRequested || invocation.IsCancellationRequested;

        /// <summary>True if the caller's leaving caused the exception. Any other failure counts, even if nobody waits.</summary>
        public bool IsReasonFor(Exception e) =>
            e is ConnectionAbortedException or ConnectionResetException
            || (HasLeft && e is OperationCanceledException or IOException or ObjectDisposedException);
    }
}
