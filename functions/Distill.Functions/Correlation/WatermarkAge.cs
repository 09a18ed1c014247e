using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>Measures how long the oldest closed hour has waited for its correlation, wall clock.</summary>
internal static class WatermarkAge
{
    /// <param name="due">The oldest hour that is due; null if none is.</param>
    /// <param name="hours">The hours that have windows.</param>
    /// <param name="now">The time now.</param>
    /// <param name="options">Says how late calls may come.</param>
    /// <remarks>
    /// An hour waits from its end plus the allowed lateness on, or from when its windows were first written, if that was later: a replayed log of
    /// last month has not waited a month. The partition that wrote first counts, so that late calls do not make the hour look young.
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
