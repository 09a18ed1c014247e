namespace Distill.Client.Verdicts;

/// <summary>How a <see cref="VerdictCache"/> follows the service, and what it does while the service is away.</summary>
public sealed class VerdictCacheOptions
{
    /// <summary>
    /// The path of the snapshot file, which the cache starts from when the service is away. It is replaced as a whole. Each process needs its own
    /// file. Default none: after a start without the service, the cache knows nothing.
    /// </summary>
    public string? SnapshotPath { get; set; }

    /// <summary>
    /// The least time between two writes of the snapshot. Default 1 minute; range 1 second to 1 day. With 1 million verdicts the file has 26 MB.
    /// </summary>
    public TimeSpan SnapshotEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// How long the cache may be out of step before its verdicts count as stale. Default 5 minutes, because most outages that pass by themselves are
    /// shorter. Range 2 minutes to 7 days. 2 minutes is longer than two requests wait when nothing changes.
    /// </summary>
    public TimeSpan StaleAfter { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// What a stale cache answers. Default <see cref="StalePolicy.UseLastKnown"/>: an outage of the service does not make a campaign innocent.
    /// </summary>
    public StalePolicy WhenStale { get; set; } = StalePolicy.UseLastKnown;

    /// <summary>
    /// How long the service may hold a request while there is nothing new. Default 20 seconds; range 0 to 30 seconds, the service's limit. With 0,
    /// the cache asks every second. Choose a smaller value if a proxy cuts idle requests off.
    /// </summary>
    public TimeSpan Wait { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Verdicts per page. Default 1,000; range 1 to 10,000, the service's limit.</summary>
    public int PageSize { get; set; } = 1000;

    /// <summary>
    /// The longest wait between tries while the service is away. Default 5 seconds, so that the cache soon notices its return. Range 100 milliseconds
    /// to 5 minutes.
    /// </summary>
    public TimeSpan MostRetryDelay { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Returns a message for each setting that is out of range. It is empty when all are valid.</summary>
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
