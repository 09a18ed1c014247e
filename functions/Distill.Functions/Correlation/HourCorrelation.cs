using Distill.Contracts;
using Distill.Core;
using Distill.Core.Options;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;
using Distill.Functions.Volumes;

namespace Distill.Functions.Correlation;

/// <summary>Correlates one hour in memory: reads the windows up to it, computes verdicts and clusters, and looks at the volumes.</summary>
public sealed class HourCorrelation(
    WindowSource source,
    VolumeWatch volumes,
    AllowTable allowed,
    DetectionOptions detection,
    TimeProvider time,
    ILogger<HourCorrelation> log
)
{
    /// <summary>Reads the facts and the allow-lists, once a run.</summary>
    public async Task BeginAsync(Session session, CancellationToken cancellationToken)
    {
        await source.AddFactsAsync(session, cancellationToken);
        session.Allowed = await allowed.ReadAsync(cancellationToken);
    }

    public async Task RunAsync(Session session, Hour hour, Queue<HourProgress> changed, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        await AdvanceAsync(session, hour, changed, cancellationToken);
        session.State = Correlate(session, hour);
        foreach (var (cluster, portrait) in session.State.Portraits)
        {
            session.Portraits[cluster] = (hour, portrait);
        }

        await volumes.LookAsync(session.Volumes, hour, cancellationToken);
        log.Correlated(hour, session.State.Verdicts.Count, session.State.Clusters.Count, time.GetElapsedTime(began));
    }

    private static CorrelationState Correlate(Session session, Hour hour)
    {
        try
        {
            return session.Correlator.Correlate(session.Population, hour, session.State, session.Allowed);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or IOException))
        {
            // No storage is asked here, so the same windows fail the same way again, whatever the exception is.
            throw new PoisonedHourException(hour, e);
        }
    }

    /// <summary>Moves the population on to the end of an hour. It never holds a window of a later hour.</summary>
    private async Task AdvanceAsync(Session session, Hour hour, Queue<HourProgress> changed, CancellationToken cancellationToken)
    {
        var first = hour - detection.LookbackHours + 1;
        session.DropBefore(first);
        var read = new List<HourProgress>();
        while (changed.TryPeek(out var next) && next.Hour <= hour)
        {
            changed.Dequeue();
            if (next.Hour >= first)
            {
                read.Add(next);
            }
        }

        await source.AddWindowsAsync(session, read, cancellationToken);
        session.Volumes.Count(session.Population, read.Select(h => h.Hour).ToHashSet());
    }
}
