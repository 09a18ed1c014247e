using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.Invocation;

/// <summary>How often and after which pauses a failed execution is tried again.</summary>
/// <param name="maxRetryCount">Retries after the first attempt; -1 for no end.</param>
/// <param name="pause">The pause before the given retry, counted from 1.</param>
internal sealed class RetryPolicy(int maxRetryCount, Func<int, TimeSpan> pause)
{
    public static RetryPolicy None { get; } = new(0, _ => TimeSpan.Zero);

    public static RetryPolicy Of(MethodInfo method) => None;

    /// <summary>Throws what the last attempt throws.</summary>
    public async Task RunAsync(Func<RetryContext, Task> attempt, TimeProvider time, CancellationToken stopping)
    {
        for (var retry = 0; ; retry++)
        {
            try
            {
                await attempt(new LocalRetryContext(retry, maxRetryCount));
                return;
            }
            catch (Exception) when ((retry < maxRetryCount || maxRetryCount < 0) && !stopping.IsCancellationRequested)
            {
                // In the log already, under the invocation that failed.
            }
            await Task.Delay(pause(retry + 1), time, stopping);
        }
    }
}
