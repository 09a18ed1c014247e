namespace Distill.LocalHost.Functions;

/// <summary>
/// How often and after which delays a failed run is repeated. The delay doubles from the minimum to the maximum. If both are equal, it is fixed.
/// </summary>
/// <remarks>The real host adds jitter. Here only one machine retries, so none is needed.</remarks>
/// <param name="MaxCount">Retries after the first run; -1 for no limit.</param>
/// <param name="MinDelay">The delay before the first retry.</param>
/// <param name="MaxDelay">The longest delay.</param>
internal sealed record RetryPolicy(int MaxCount, TimeSpan MinDelay, TimeSpan MaxDelay)
{
    public static RetryPolicy None { get; } = new(0, TimeSpan.Zero, TimeSpan.Zero);

    public static RetryPolicy FixedDelay(int maxCount, TimeSpan delay) => new(maxCount, delay, delay);

    public static RetryPolicy ExponentialBackoff(int maxCount, TimeSpan minDelay, TimeSpan maxDelay) => new(maxCount, minDelay, maxDelay);

    /// <summary>Returns whether another run follows after this many failed ones.</summary>
    public bool Allows(int failures) => MaxCount < 0 || failures <= MaxCount;

    public TimeSpan DelayAfter(int failures) => Backoff.Delay(MinDelay, MaxDelay, failures);
}
