using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Logging;

namespace Distill.LocalRuntime.Invocation;

/// <summary>Runs one invocation through the middleware, with its log scope, its time limit and its place among those to drain.</summary>
internal sealed class FunctionInvoker(
    FunctionExecutionDelegate pipeline, Invocations invocations, TimeSpan? limit, ILoggerFactory loggers, TimeProvider time)
{
    /// <summary>Throws what the function throws, after logging it.</summary>
    /// <param name="call">What to invoke and with what.</param>
    /// <param name="services">The scope of the execution.</param>
    /// <param name="caller">Signals that whoever waits for the outcome is gone.</param>
    public async Task<LocalFunctionContext> InvokeAsync(Call call, IServiceProvider services, CancellationToken caller)
    {
        using var entry = invocations.Enter();
        using var timeout = limit is { } after ? new CancellationTokenSource(after, time) : new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, invocations.Ending, caller);
        var context = new LocalFunctionContext(
            call.Function, call.InvocationId, call.TriggerValue, call.BindingData, call.Retry, services, ended.Token);
        foreach (var (key, item) in call.Items)
            context.Items[key] = item;

        var log = loggers.CreateLogger($"Function.{call.Function.Name}");
        using var scope = log.BeginScope(new Dictionary<string, object>
        {
            // The real worker's names, so that queries over logs read alike.
            ["AzureFunctions_InvocationId"] = call.InvocationId,
            ["AzureFunctions_FunctionName"] = call.Function.Name,
        });
        using var late = timeout.Token.Register(() => log.FunctionTimedOut(call.Function.Name, call.InvocationId, limit!.Value));
        log.Executing(call.Function.Name, call.Reason, call.InvocationId);
        var started = Stopwatch.GetTimestamp();
        try
        {
            await pipeline(context);
            log.Executed(call.Function.Name, call.InvocationId, Elapsed(started));
            return context;
        }
        catch (OperationCanceledException) when (caller.IsCancellationRequested)
        {
            log.ExecutionAbandoned(call.Function.Name, call.InvocationId, Elapsed(started));
            throw;
        }
        catch (Exception e)
        {
            // Thrown on: the trigger decides what becomes of it.
            log.ExecutionFailed(e, call.Function.Name, call.InvocationId, Elapsed(started));
            throw;
        }
    }

    private static long Elapsed(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}
