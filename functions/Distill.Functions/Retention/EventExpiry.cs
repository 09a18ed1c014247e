using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Retention;

/// <summary>
/// Deletes what the ingestion wrote and nobody needs any more. Windows age in event time, and the rest from when it was written.
/// </summary>
public sealed class EventExpiry(EventTables tables, EventClock clock, RetentionOptions options, TimeProvider time, ILogger<EventExpiry> log)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var firstKept = DateOnly.FromDateTime((await clock.NowAsync(cancellationToken)).UtcDateTime).AddDays(-options.WindowDays);

        // The progress first, so that it never names windows that are gone.
        await tables.Progress.DeleteBeforeAsync(firstKept, cancellationToken);
        var days = await tables.Windows.DeleteBeforeAsync(firstKept, cancellationToken);
        var old = await tables.Facts.DeleteWrittenBeforeAsync(now.AddDays(-options.FactDays), cancellationToken);
        var letters = await DeleteLettersAsync(DeadLetterTable.Name, options.DeadLetterDays);
        var unparsed = await DeleteLettersAsync(DeadLetterTable.Unparsed, options.UnparsedDays);
        log.EventsExpired(days, old, letters, unparsed);

        Task<int> DeleteLettersAsync(string table, int keptDays) =>
            tables.DeadLetters.DeleteWrittenBeforeAsync(table, now.AddDays(-keptDays), cancellationToken);
    }
}
