using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>How long the oldest closed hour has waited for its correlation, wall clock.</summary>
internal static class WatermarkAge
{
    /// <param name="due">The oldest hour that is due; null when none is.</param>
    /// <param name="hours">The hours that have windows.</param>
    /// <param name="now">The time of asking.</param>
    /// <param name="options">Says how late calls may come.</param>
    /// <remarks>
    /// An hour waits from its end and the allowed lateness on, but no longer than its windows have been there: a replayed log of last month has not
    /// waited a month. By the hub partition that wrote first: stragglers keep no hour young.
    /// </remarks>
    public static TimeSpan Of(Hour? due, IEnumerable<HourProgress> hours, DateTimeOffset now, CorrelationOptions options)
    {
        if (due is not { } oldest)
        {
            return TimeSpan.Zero;
        }

        var since = oldest.End + options.AllowedLateness;
        var written = hours
            .Where(h => h.Hour >= oldest)
            .OrderBy(h => h.Hour)
            .ThenBy(h => h.Written)
            .Select(h => (DateTimeOffset?)h.Written)
            .FirstOrDefault();
        var age = now - (written > since ? written.Value : since);
        return age > TimeSpan.Zero ? age : TimeSpan.Zero;
    }
}
