namespace Distill.Client.Verdicts;

/// <summary>How a <see cref="VerdictCache"/> follows the service, and what it does without it.</summary>
public sealed class VerdictCacheOptions
{
    /// <summary>
    /// Where verdicts are kept for a start without the service, a path; it is written whole and then put in place. Default none: a start without the
    /// service knows nothing. One file a process.
    /// </summary>
    public string? SnapshotPath { get; set; }

    /// <summary>
    /// The least time between two writings of the snapshot. Default 1 minute; 1 second to 1 day. At 1 million verdicts it has 26 MB.
    /// </summary>
    public TimeSpan SnapshotEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the cache may be out of step before its verdicts count as stale. Default 5 minutes: an outage that passes by itself is shorter.
    /// 2 minutes, longer than two quiet requests wait, to 7 days.
    /// </summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What a stale cache answers. Default <see cref="StalePolicy.UseLastKnown"/>: a campaign does not become innocent because we are down.
    /// </summary>
    public StalePolicy WhenStale { get; set; } = StalePolicy.UseLastKnown;

    /// <summary>
    /// How long the service may hold a request while there is nothing new. Default 20 seconds; 0 to 30, the service's limit. 0 asks every second.
    /// Proxies that cut quiet requests off ask for less.
    /// </summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Verdicts a page. Default 1,000; 1 to 10,000, the service's limit.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>
    /// The longest wait between tries while the service is away. Default 5 seconds, so that it is found soon; 100 milliseconds to 5 minutes.
    /// </summary>
    public TimeSpan MostRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Every setting out of its range, in words; empty when all is well.</summary>
    public IEnumerable<string> Errors()
    {
        if (SnapshotPath is { } path && (path.Length == 0 || Path.EndsInDirectorySeparator(path)))
        {
            yield return "SnapshotPath must name a file.";
        }

        if (SnapshotEvery < TimeSpan.FromSeconds(1) || SnapshotEvery > TimeSpan.FromDays(1))
        {
            yield return $"SnapshotEvery is {SnapshotEvery}; it must lie in 1 second to 1 day.";
        }

        if (StaleAfter < TimeSpan.FromMinutes(2) || StaleAfter > TimeSpan.FromDays(7))
        {
            yield return $"StaleAfter is {StaleAfter}; it must lie in 2 minutes to 7 days.";
        }

        if (!Enum.IsDefined(WhenStale))
        {
            yield return $"WhenStale is {WhenStale}; it must be {string.Join(" or ", Enum.GetNames<StalePolicy>())}.";
        }

        if (Wait < TimeSpan.Zero || Wait > TimeSpan.FromSeconds(30))
        {
            yield return $"Wait is {Wait}; it must lie in 0 to 30 seconds.";
        }

        if (PageSize is < 1 or > 10_000)
        {
            yield return $"PageSize is {PageSize}; it must lie in 1 to 10,000.";
        }

        if (MostRetryDelay < TimeSpan.FromMilliseconds(100) || MostRetryDelay > TimeSpan.FromMinutes(5))
        {
            yield return $"MostRetryDelay is {MostRetryDelay}; it must lie in 100 milliseconds to 5 minutes.";
        }
    }
}
