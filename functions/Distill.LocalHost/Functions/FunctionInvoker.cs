using System.Diagnostics;
using Distill.LocalHost.Logging;
using Distill.LocalHost.Rpc.Messages;
using Distill.LocalHost.Worker;
using Microsoft.Extensions.Logging;

namespace Distill.LocalHost.Functions;

/// <summary>Runs invocations in the worker. Each has a log scope and a time limit, and a stopping host waits for it.</summary>
/// <param name="invocations">Counts the running invocations.</param>
/// <param name="limit">host.json's functionTimeout; null for none.</param>
/// <param name="loggers">Makes the functions' own log categories.</param>
/// <param name="time">Measures the limit.</param>
internal sealed class FunctionInvoker(Invocations invocations, TimeSpan? limit, ILoggerFactory loggers, TimeProvider time)
{
    // How long a function may take to react to its cancellation at the time limit. After that, the worker is killed, as in Azure.
    private static readonly TimeSpan s_afterLimit = TimeSpan.FromSeconds(10);

    /// <summary>Starts the invocation.</summary>
    /// <param name="call">What to invoke and with what.</param>
    /// <param name="session">The worker to invoke it in.</param>
    /// <param name="caller">Signals that nothing waits for the result any more.</param>
    public StartedInvocation Begin(Call call, WorkerSession session, CancellationToken caller)
    {
        var entry = invocations.Enter();
        var log = loggers.CreateLogger($"Function.{call.Function.Name}");
        using var scope = Scope(log, call);
        log.Executing(call.Function.Name, call.Reason, call.InvocationId);
        var pending = session.Begin(call.ToRequest());
        return new StartedInvocation(pending.Sent, FollowAsync(call, session, pending, entry, caller));
    }

    private async Task FollowAsync(Call call, WorkerSession session, PendingInvocation pending, Invocations.Entry entry, CancellationToken caller)
    {
        using var leave = entry;
        using var timeout = limit is { } after ? new CancellationTokenSource(after, time) : new CancellationTokenSource();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, invocations.Ending, caller);
        using var cancel = ended.Token.Register(() => session.Cancel(pending.Id));
        var log = loggers.CreateLogger($"Function.{call.Function.Name}");
        using var scope = Scope(log, call);
        using var late = timeout.Token.Register(() => log.FunctionTimedOut(call.Function.Name, call.InvocationId, limit!.Value));
        var started = Stopwatch.GetTimestamp();
        try
        {
            Check(await AnswerAsync(session, pending, timeout.Token), timeout.Token);
            log.Executed(call.Function.Name, call.InvocationId, Elapsed(started));
        }
        catch (FunctionFailedException e) when (!timeout.IsCancellationRequested && ended.IsCancellationRequested)
        {
            if (caller.IsCancellationRequested)
            {
                log.ExecutionAbandoned(call.Function.Name, call.InvocationId, Elapsed(started));
            }
            else
            {
                log.ExecutionStopped(call.Function.Name, call.InvocationId, Elapsed(started));
            }
            throw new OperationCanceledException(e.Message, e, ended.Token);
        }
        catch (WorkerLostException e)
        {
            log.ExecutionLost(call.Function.Name, call.InvocationId, Elapsed(started), e.Message);
            throw;
        }
        catch (Exception e)
        {
            // Rethrow: the trigger decides how to handle the failure.
            log.ExecutionFailed(e, call.Function.Name, call.InvocationId, Elapsed(started));
            throw;
        }
    }

    private async Task<InvocationResponse> AnswerAsync(WorkerSession session, PendingInvocation pending, CancellationToken late)
    {
        try
        {
            return await pending.Answered.WaitAsync(late);
        }
        catch (OperationCanceledException) when (!pending.Answered.IsCompleted)
        {
            try
            {
                return await pending.Answered.WaitAsync(s_afterLimit, time, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                session.Kill();
                return await pending.Answered;
            }
        }
    }

    private void Check(InvocationResponse answer, CancellationToken late)
    {
        var result = answer.Result ?? new StatusResult();
        if (result.Status == StatusResult.Types.Status.Success)
        {
            return;
        }
        var failure = FunctionFailedException.From(result);
        throw late.IsCancellationRequested ? new TimeoutException($"The function ran longer than {limit}.", failure) : failure;
    }

    private static IDisposable? Scope(ILogger log, Call call) =>
        log.BeginScope(
            new Dictionary<string, object>
            {
                // Use the real worker's names, so that queries over logs are the same.
                ["AzureFunctions_InvocationId"] = call.InvocationId,
                ["AzureFunctions_FunctionName"] = call.Function.Name,
            }
        );

    private static long Elapsed(long started) => (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds;
}
