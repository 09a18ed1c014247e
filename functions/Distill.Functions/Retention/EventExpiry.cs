using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Retention;

/// <summary>Deletes what the ingestion wrote and nobody needs any more. Wall clock decides: what stands still must not keep data for ever.</summary>
public sealed class EventExpiry(
    WindowTable windows,
    ProgressTable progress,
    FactTable facts,
    DeadLetterTable deadLetters,
    RetentionOptions options,
    TimeProvider time,
    ILogger<EventExpiry> log
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var firstKept = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-options.WindowDays);

        // The progress first: it never speaks of windows that are not there.
        await progress.DeleteBeforeAsync(firstKept, cancellationToken);
        var days = await windows.DeleteBeforeAsync(firstKept, cancellationToken);
        var old = await facts.DeleteWrittenBeforeAsync(now.AddDays(-options.FactDays), cancellationToken);
        var letters = await deadLetters.DeleteWrittenBeforeAsync(DeadLetterTable.Name, now.AddDays(-options.DeadLetterDays), cancellationToken);
        var unparsed = await deadLetters.DeleteWrittenBeforeAsync(DeadLetterTable.Unparsed, now.AddDays(-options.UnparsedDays), cancellationToken);
        log.EventsExpired(days, old, letters, unparsed);
    }
}
