using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Counts the requests of throttled accounts; others cost nothing here.</summary>
internal sealed class Throttle : IDisposable
{
    static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    // Accounts that stay away are forgotten by it.
    readonly PartitionedRateLimiter<string>? limiter;

    public Throttle(IOptions<DistillOptions> options)
    {
        var limit = options.Value.Enforcement.ThrottledPerMinute;
        if (limit == 0)
            return;
        var window = new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = Window };
        limiter = PartitionedRateLimiter.Create<string, string>(account => RateLimitPartition.GetFixedWindowLimiter(account, _ => window), StringComparer.Ordinal);
    }

    /// <summary>Null when the request may pass, otherwise how long to stay away.</summary>
    public TimeSpan? Ask(string account)
    {
        if (limiter is null)
            return Window;
        using var lease = limiter.AttemptAcquire(account);
        return lease.IsAcquired ? null : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait : Window;
    }

    public void Dispose() => limiter?.Dispose();
}
