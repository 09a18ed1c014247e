using System.Globalization;
using Microsoft.Azure.Functions.Worker;

namespace Distill.LocalRuntime.EventHubs;

/// <summary>How often and after which delays a failed batch is run again. The delay doubles from the least to the most; equal bounds fix it.</summary>
/// <remarks>Without the jitter of the real host: here one machine retries alone.</remarks>
internal sealed record RetryPolicy(int MaxRetryCount, TimeSpan LeastDelay, TimeSpan MostDelay)
{
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    /// <summary>The policy of a function's retry attribute; no retries without one.</summary>
    public static RetryPolicy From(RetryAttribute? attribute) => attribute switch
    {
        null => None,
        FixedDelayRetryAttribute it => new(it.MaxRetryCount, Parse(it.DelayInterval), Parse(it.DelayInterval)),
        ExponentialBackoffRetryAttribute it => new(it.MaxRetryCount, Parse(it.MinimumInterval), Parse(it.MaximumInterval)),
        _ => throw new NotSupportedException($"{attribute.GetType().Name} is not a retry attribute of the worker."),
    };

    /// <summary>Whether another run follows this many failed ones.</summary>
    public bool Allows(int failures) => MaxRetryCount < 0 || failures <= MaxRetryCount;

    public TimeSpan DelayAfter(int failures)
    {
        var ticks = LeastDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 62));
        return ticks >= MostDelay.Ticks ? MostDelay : TimeSpan.FromTicks((long)ticks);
    }

    static TimeSpan Parse(string interval) => TimeSpan.Parse(interval, CultureInfo.InvariantCulture);
}
