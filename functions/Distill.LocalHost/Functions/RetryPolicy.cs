using Distill.LocalHost.Rpc.Messages;

namespace Distill.LocalHost.Functions;

/// <summary>How often and after which delays a failed function is invoked again. The delay doubles from the least to the most; equal bounds fix it.</summary>
/// <param name="MaxCount">-1 for no end.</param>
/// <param name="MinDelay">Before the first retry.</param>
/// <param name="MaxDelay">The delay never grows beyond it.</param>
/// <remarks>Without the jitter of the real host: here one machine retries alone.</remarks>
internal sealed record RetryPolicy(int MaxCount, TimeSpan MinDelay, TimeSpan MaxDelay)
{
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The policy that the worker's index gives for a function; no retries without one.</summary>
    public static RetryPolicy From(RpcRetryOptions? options) => options switch
    {
        null => None,
        { RetryStrategy: RpcRetryOptions.Types.RetryStrategy.FixedDelay } => new(
            options.MaxRetryCount, options.DelayInterval.ToTimeSpan(), options.DelayInterval.ToTimeSpan()),
        _ => new(options.MaxRetryCount, options.MinimumInterval.ToTimeSpan(), options.MaximumInterval.ToTimeSpan()),
    };

    /// <summary>Whether another run follows this many failed ones.</summary>
    public bool Allows(int failures) => MaxCount < 0 || failures <= MaxCount;

    public TimeSpan DelayAfter(int failures)
    {
        var ticks = MinDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 62));
        return ticks >= MaxDelay.Ticks ? MaxDelay : TimeSpan.FromTicks((long)ticks);
    }
}
