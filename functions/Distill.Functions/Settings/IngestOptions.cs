namespace Distill.Functions.Settings;

/// <summary>How calls are stored. Section <c>Distill:Ingest</c>.</summary>
public sealed record IngestOptions
{
    /// <summary>
    /// Calls kept in memory, count. Default 200,000, about 50 MB; range 0 to 5,000,000. Then the hours being written are rarely
    /// read again: at 400,000 calls an hour over four instances they fit.
    /// </summary>
    public int CachedCalls { get; init; } = 200_000;

    /// <summary>
    /// Attempts to write an hour that another writer keeps changing, count. Default 5; range 1 to 20. After a lost lease, two owners of a partition
    /// overlap for seconds.
    /// </summary>
    public int ConflictAttempts { get; init; } = 5;

    /// <summary>
    /// How long the last attempt waits for a storage that does not answer, time. Default 20 minutes; range 0 to 2 hours. After it the host moves on,
    /// and the events become dead letters. It must stay below host.json's functionTimeout (30 minutes).
    /// </summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(20);

    /// <summary>
    /// The attribute of OpenTelemetry that names the caller. Default empty: those that the conventions have, <c>user.id</c> first; range any
    /// attribute's name, or a path. The conventions name no key and no customer, so gateways have names of their own.
    /// </summary>
    public string AccountFrom { get; init; } = "";

    /// <summary>
    /// How long the parts of a call that OpenTelemetry sends wait for each other, time. Default 30 seconds; range 0 to 10 minutes. SDKs and
    /// collectors send spans and log records apart, each within five seconds unless told otherwise.
    /// </summary>
    public TimeSpan SpanWait { get; init; } = TimeSpan.FromSeconds(30);

    public IEnumerable<string> Errors()
    {
        if (CachedCalls is < 0 or > 5_000_000)
        {
            yield return $"CachedCalls is {CachedCalls}; it must lie in 0 to 5,000,000.";
        }

        if (ConflictAttempts is < 1 or > 20)
        {
            yield return $"ConflictAttempts is {ConflictAttempts}; it must lie in 1 to 20.";
        }

        if (Patience < TimeSpan.Zero || Patience > TimeSpan.FromHours(2))
        {
            yield return $"Patience is {Patience}; it must lie in 0 to 2 hours.";
        }

        if (SpanWait < TimeSpan.Zero || SpanWait > TimeSpan.FromMinutes(10))
        {
            yield return $"SpanWait is {SpanWait}; it must lie in 0 to 10 minutes.";
        }
    }
}
