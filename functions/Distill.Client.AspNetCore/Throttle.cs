using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Limits the requests of throttled accounts. Other accounts cost nothing here.</summary>
internal sealed class Throttle : IDisposable
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    // The limiter forgets accounts that make no more requests. It is null when the limit is 0.
    private readonly PartitionedRateLimiter<string>? _limiter;

    public Throttle(IOptions<DistillOptions> options)
    {
        var limit = options.Value.Enforcement.ThrottledPerMinute;
        if (limit == 0)
        {
            return;
        }

        var window = new FixedWindowRateLimiterOptions { PermitLimit = limit, Window = s_window };
        _limiter = PartitionedRateLimiter.Create<string, string>(
            account => RateLimitPartition.GetFixedWindowLimiter(account, _ => window),
            StringComparer.Ordinal
        );
    }

    /// <summary>Returns null if the request may pass, otherwise how long the account should wait.</summary>
    public TimeSpan? Ask(string account)
    {
        if (_limiter is null)
        {
            return s_window;
        }

        using var lease = _limiter.AttemptAcquire(account);
        return lease.IsAcquired ? null
            : lease.TryGetMetadata(MetadataName.RetryAfter, out var wait) ? wait
            : s_window;
    }

    public void Dispose() => _limiter?.Dispose();
}
