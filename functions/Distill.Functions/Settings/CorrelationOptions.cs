using Distill.Files;

namespace Distill.Functions.Settings;

/// <summary>When an hour is correlated. Section <c>Distill:Correlation</c>.</summary>
public sealed record CorrelationOptions
{
    /// <summary>
    /// How much later than calls around it a call may arrive, event time. Default 10 minutes; range 0 to 6 hours. As much as clocks may
    /// differ, so that a sender whose clock is fast closes no hour early.
    /// </summary>
    public TimeSpan AllowedLateness { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// Silence after which a hub partition no longer holds an hour open, wall clock. Default 2 minutes; range 0 to 1 hour. Many batches
    /// fit in, and it is still short beside the hour that a verdict waits for.
    /// </summary>
    public TimeSpan IdleAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>
    /// How long one run may go on, wall clock. Default 20 minutes; range 1 second to 2 hours. It must stay below
    /// host.json's functionTimeout. The next run does the rest.
    /// </summary>
    public TimeSpan RunFor { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>
    /// How often a run that catches up saves, wall clock. Default 5 seconds; range 0 (after every hour) to 5 minutes. Each save
    /// writes the verdicts that changed since the last one. After a crash, what was not saved is computed again.
    /// </summary>
    public TimeSpan SaveEvery { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Requests for windows at the same time, count. Default 16; range 1 to 64. A cold start reads a week, with a request for each hour and hub
    /// partition.
    /// </summary>
    public int Readers { get; init; } = 16;

    /// <summary>
    /// Folder for an instance's file of calls. Default empty, the system's folder of temporary files; range folders that can be written. It needs a
    /// local disk with 150 bytes for each call of the lookback, because the calls of a million accounts do not fit in memory.
    /// </summary>
    public string CallsFolder { get; init; } = "";

    /// <summary>
    /// Calls kept in memory and not in that file, MB. Default 256, some 1.7 million calls; range 0 to 65,536. A Flex Consumption instance has only
    /// 0.8 GB of disk, so its spare memory holds calls too.
    /// </summary>
    public int CallsInMemory { get; init; } = ScratchFile.DefaultMegabytesInMemory;

    public IEnumerable<string> Errors()
    {
        if (AllowedLateness < TimeSpan.Zero || AllowedLateness > TimeSpan.FromHours(6))
        {
            yield return $"AllowedLateness is {AllowedLateness}; it must lie in 0 to 6 hours.";
        }

        if (IdleAfter < TimeSpan.Zero || IdleAfter > TimeSpan.FromHours(1))
        {
            yield return $"IdleAfter is {IdleAfter}; it must lie in 0 to 1 hour.";
        }

        if (RunFor < TimeSpan.FromSeconds(1) || RunFor > TimeSpan.FromHours(2))
        {
            yield return $"RunFor is {RunFor}; it must lie in 1 second to 2 hours.";
        }

        if (SaveEvery < TimeSpan.Zero || SaveEvery > TimeSpan.FromMinutes(5))
        {
            yield return $"SaveEvery is {SaveEvery}; it must lie in 0 to 5 minutes.";
        }

        if (Readers is < 1 or > 64)
        {
            yield return $"Readers is {Readers}; it must lie in 1 to 64.";
        }

        if (CallsInMemory is < 0 or > 65_536)
        {
            yield return $"CallsInMemory is {CallsInMemory}; it must lie in 0 to 65,536.";
        }

        if (ScratchFile.ErrorOf(CallsFolder) is { } error)
        {
            yield return error;
        }
    }
}
