using Distill.LocalHost.Functions;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Worker;
using Microsoft.AspNetCore.Http;

namespace Distill.LocalHost.Http;

/// <summary>Answers requests with one function. It invokes the function in the worker, and the worker's own server gives the answer.</summary>
internal sealed class HttpFunctionEndpoint(Function function, FunctionInvoker invoker, WorkerKeeper worker, WorkerForwarder forwarder)
{
    // How long a request waits for a worker. A new one starts within a second or two. After that, the client should try again.
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
            // The forwarder also aborts the request when the worker's answer breaks off. Then the function failed and the client is still there.
            if (!WorkerForwarder.BrokeOff(http))
            {
                clientGone.Cancel();
            }
        });
        var invocation = invoker.Begin(call, session, clientGone.Token);
        // Send the HTTP request after the invocation. The worker waits longer for the request than for the invocation.
        await invocation.Sent;
        if (!await forwarder.ForwardAsync(http, server, call.InvocationId))
        {
            // The client is gone, so stop the function.
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
            // The failure is already logged under the function's name, and the worker's server has answered.
        }
    }

    private static void Unavailable(HttpContext http)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.Headers.RetryAfter = RetryAfterSeconds;
    }

    /// <summary>Returns the query's values, overridden by the route's. The real host merges them in the same way.</summary>
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
