using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>
/// Which hours no more calls are expected of. Decided by the events' own time, so that a replay of last month closes hours as they closed then.
/// </summary>
internal static class ClosedHours
{
    /// <summary>The last closed hour; null when none is.</summary>
    /// <remarks>
    /// An hour is closed when the latest call of every hub partition is past its end and the allowed lateness. A partition silent for
    /// <see cref="CorrelationOptions.IdleAfter"/> does not hold it open; when all are, the last hour with calls is closed. Within that time of the
    /// first batch ever nothing is, for a partition may not have had its first yet. And no hour is closed before it is over.
    /// </remarks>
    public static Hour? Through(IReadOnlyCollection<PartitionProgress> partitions, DateTimeOffset now, CorrelationOptions options)
    {
        var withCalls = partitions.Where(p => p.LatestCall is not null).ToArray();
        if (withCalls.Length == 0)
        {
            return null;
        }

        var active = withCalls.Where(p => now - p.UpdatedAt < options.IdleAfter).ToArray();
        if (active.Length > 0 && now - partitions.Min(p => p.FirstAt) < options.IdleAfter)
        {
            return null;
        }

        var closed =
            active.Length > 0
                ? Hour.Of(active.Min(p => p.LatestCall!.Value) - options.AllowedLateness) - 1
                : Hour.Of(withCalls.Max(p => p.LatestCall!.Value));
        var over = Hour.Of(now) - 1;
        return closed < over ? closed : over;
    }
}
