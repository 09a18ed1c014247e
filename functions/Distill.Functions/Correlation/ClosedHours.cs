using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>
/// Finds the hours for which no more calls are expected. Event time decides, so that a replay of last month closes hours as they closed then.
/// </summary>
internal static class ClosedHours
{
    /// <summary>The last closed hour; null if none is closed.</summary>
    /// <remarks>
    /// An hour is closed when the latest call of every hub partition is later than the hour's end plus the allowed lateness. A partition that has
    /// been silent for <see cref="CorrelationOptions.IdleAfter"/> does not count. If all are silent, the last hour with calls is closed. No hour is
    /// closed before it is over. None is closed within that time of the very first batch, because some partition's first batch may still come.
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
