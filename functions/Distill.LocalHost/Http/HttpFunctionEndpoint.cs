using Distill.LocalHost.Functions;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Worker;
using Microsoft.AspNetCore.Http;

namespace Distill.LocalHost.Http;

/// <summary>Answers requests with one function: invokes it in the worker and lets the worker's own server answer.</summary>
internal sealed class HttpFunctionEndpoint(Function function, FunctionInvoker invoker, WorkerKeeper worker, WorkerForwarder forwarder)
{
    // A new worker starts within a second or two. A client that would wait longer should try again.
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(15);

    private const string RetryAfterSeconds = "5";

    public async Task AnswerAsync(HttpContext http)
    {
        if (await ReadyAsync(http) is not { Identity.HttpUri: { } server } session)
        {
            Unavailable(http);
            return;
        }
        var call = new Call
        {
            Function = function,
            Reason = $"HTTP {http.Request.Method}",
            Input = new TypedData { Http = new RpcHttp() },
            TriggerMetadata = Metadata(http),
        };
        using var clientGone = new CancellationTokenSource();
        using var aborted = http.RequestAborted.Register(() =>
        {
            // The forwarder aborts the request as well, when the worker breaks off; then it is the function that failed, not the client.
            if (!WorkerForwarder.BrokeOff(http))
            {
                clientGone.Cancel();
            }
        });
        var invocation = invoker.Begin(call, session, clientGone.Token);
        // The request comes second: the worker waits longer for it than for the invocation.
        await invocation.Sent;
        if (!await forwarder.ForwardAsync(http, server, call.InvocationId))
        {
            // Nobody reads the rest of the answer.
            session.Cancel(call.InvocationId);
        }
        await EndAsync(invocation, http);
    }

    private async Task<WorkerSession?> ReadyAsync(HttpContext http)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        limit.CancelAfter(s_patience);
        try
        {
            return await worker.ReadyAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    private static async Task EndAsync(StartedInvocation invocation, HttpContext http)
    {
        try
        {
            await invocation.Completed;
        }
        catch (WorkerLostException)
        {
            if (!http.Response.HasStarted)
            {
                Unavailable(http);
            }
        }
        catch (Exception e) when (e is FunctionFailedException or TimeoutException or OperationCanceledException)
        {
            // The log has it under the function's name, and the worker's server has answered.
        }
    }

    private static void Unavailable(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
    }

    /// <summary>Query, then route on top of it, as the real host merges them.</summary>
    private static Dictionary<string, TypedData> Metadata(HttpContext http)
    {
        var metadata = new Dictionary<string, TypedData>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in http.Request.Query)
        {
            metadata[name] = new TypedData { String = value.ToString() };
        }
        foreach (var (name, value) in http.Request.RouteValues)
        {
            if (value?.ToString() is { } text)
            {
                metadata[name] = new TypedData { String = text };
            }
        }
        return metadata;
    }
}
