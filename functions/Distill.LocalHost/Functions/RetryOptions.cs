using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Functions;

/// <summary>Reads the retry policy that the worker's index gives for a function.</summary>
internal static class RetryOptions
{
    /// <summary>Returns the retry policy. Without options, there are no retries.</summary>
    public static RetryPolicy Read(RpcRetryOptions? options) =>
        options switch
        {
            null => RetryPolicy.None,
            { RetryStrategy: RpcRetryOptions.Types.RetryStrategy.FixedDelay } => RetryPolicy.FixedDelay(
                options.MaxRetryCount,
                options.DelayInterval.ToTimeSpan()
            ),
            _ => RetryPolicy.ExponentialBackoff(options.MaxRetryCount, options.MinimumInterval.ToTimeSpan(), options.MaximumInterval.ToTimeSpan()),
        };

    /// <summary>Returns what a function learns about its retries. As in the real host, it is null without a policy.</summary>
    public static RetryContext? Context(RetryPolicy policy, int failures) =>
        policy == RetryPolicy.None ? null : new RetryContext { RetryCount = failures, MaxRetryCount = policy.MaxCount };
}
