using Distill.Core.Options;
using Distill.Functions.Notifications;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Correlation;

/// <summary>
/// One run: correlates every closed hour after the watermark, one after another. So a late run gives the verdicts that timely runs would have given.
/// </summary>
public sealed class CorrelationRun(
    WarmSession warm,
    DueHours dueHours,
    HourLoop loop,
    PoisonedHours poisoned,
    RunPublisher publisher,
    Notifier notifier,
    DetectionOptions detection,
    ILogger<CorrelationRun> log
)
{
    /// <summary>Correlates the hours that are due, until the run's time is up. It can be repeated after any failure.</summary>
    /// <exception cref="PoisonedHourException">An hour fails, and to set it aside does not help.</exception>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        while (!await TryCatchUpAsync(cancellationToken))
        {
            // An hour was set aside. The others go on without it.
        }
    }

    private async Task<bool> TryCatchUpAsync(CancellationToken cancellationToken)
    {
        var session = await warm.TakeAsync(cancellationToken);
        try
        {
            await CorrelateAsync(session, cancellationToken);
            await publisher.SettleAsync(session, cancellationToken);
            if (session.Watermark.Hour is { } hour)
            {
                await notifier.RunAsync(session.Clusters.Values.Select(c => c.Value), hour, cancellationToken);
            }

            warm.Keep(session);
            session = null;
            return true;
        }
        catch (PoisonedHourException e)
        {
            if (!await poisoned.TrySetAsideAsync(e, detection.LookbackHours, cancellationToken))
            {
                throw;
            }

            return false;
        }
        finally
        {
            // A failure may leave the session half changed. The next run then reads a new one.
            session?.Dispose();
        }
    }

    private async Task CorrelateAsync(Session session, CancellationToken cancellationToken)
    {
        var work = await dueHours.FindAsync(session, cancellationToken);
        if (work.Due.Count == 0)
        {
            log.NothingDue(work.Closed);
            return;
        }

        log.Correlating(work.Due[0], work.Due[^1], work.Closed!.Value, work.Changed.Count);
        await loop.RunAsync(session, work, cancellationToken);
        dueHours.ReportAge(session, work);
    }
}
