using Distill.Functions.Resellers;
using Distill.Functions.Settings;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Correlation;

/// <summary>Correlates the due hours one after another. It saves from time to time, and stops when the run's time is up.</summary>
public sealed class HourLoop(
    HourCorrelation hours,
    StateStore store,
    ResellerWatch resellers,
    CorrelationOptions options,
    TimeProvider time,
    ILogger<HourLoop> log
)
{
    public async Task RunAsync(Session session, DueWork work, CancellationToken cancellationToken)
    {
        await hours.BeginAsync(session, cancellationToken);
        var start = time.GetTimestamp();
        var saved = start;
        foreach (var hour in work.Due)
        {
            await hours.RunAsync(session, hour, work.Changed, cancellationToken);
            if (time.GetElapsedTime(saved) >= options.SaveEvery)
            {
                await store.SaveAsync(session, cancellationToken);
                saved = time.GetTimestamp();
            }

            if (time.GetElapsedTime(start) >= options.RunFor)
            {
                log.TimeIsUp(hour);
                break;
            }
        }

        // Before the commit: a run that dies is then repeated, and reviews the same again.
        await resellers.LookAsync(session.Population, session.State, cancellationToken);
        await store.SaveAsync(session, cancellationToken);
    }
}
