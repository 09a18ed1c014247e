using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace Distill.Client.AspNetCore;

/// <summary>Counts the requests of throttled accounts; others cost nothing here.</summary>
internal sealed class Throttle : IDisposable
{
    private static readonly TimeSpan s_window = TimeSpan.FromMinutes(1);

    // Accounts that stay away are forgotten by it.
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

    /// <summary>Null when the request may pass, otherwise how long to stay away.</summary>
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
