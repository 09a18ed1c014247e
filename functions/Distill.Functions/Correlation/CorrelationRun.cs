using Distill.Contracts;
using Distill.Core;
using Distill.Core.Options;
using Distill.Files;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Volumes;

namespace Distill.Functions.Correlation;

/// <summary>One run: every closed hour after the watermark, one by one, so that a late run says what timely ones would have said.</summary>
public sealed class CorrelationRun(
    ProgressTable progress,
    WindowSource source,
    StateStore store,
    VolumeWatch volumes,
    Publication publication,
    CorrelationOptions options,
    DetectionOptions detection,
    CorrelationMetrics metrics,
    TimeProvider time,
    ILogger<CorrelationRun> log
)
{
    private Session? _warm;

    /// <summary>Runs the hours that are due, until the run's time is up. Can be repeated after any failure.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        // Taken, and put back only when all went well: what a failure leaves half done is read anew.
        var session = Interlocked.Exchange(ref _warm, null);
        try
        {
            if (session is null || !await store.IsCurrentAsync(session, cancellationToken))
            {
                session?.Dispose();
                session = null;
                session = await store.OpenAsync(detection, ScratchFile.Population(options.CallsFolder, options.CallsInMemory), cancellationToken);
            }

            await RunAsync(session, cancellationToken);
            await publication.SettleAsync(session, cancellationToken);
            (_warm, session) = (session, null);
        }
        finally
        {
            session?.Dispose();
        }
    }

    private async Task RunAsync(Session session, CancellationToken cancellationToken)
    {
        var partitions = await progress.ReadPartitionsAsync(cancellationToken);
        if (ClosedHours.Through(partitions, time.GetUtcNow(), options) is not { } closed)
        {
            metrics.WatermarkAge(TimeSpan.Zero);
            log.NothingDue(null);
            return;
        }

        var hours = await ReadHoursAsync(session, partitions, cancellationToken);
        var due = CorrelationSchedule.Due(session.State.Watermark, hours.Select(h => h.Hour), closed, detection.LookbackHours).ToArray();
        metrics.WatermarkAge(WatermarkAge.Of(due.Length > 0 ? due[0] : null, hours, time.GetUtcNow(), options));
        if (due.Length == 0)
        {
            log.NothingDue(closed);
            return;
        }

        var changed = new Queue<HourProgress>(
            hours.Where(h => !session.Read.TryGetValue((h.Partition, h.Hour), out var version) || version != h.Version).OrderBy(h => h.Hour)
        );
        log.Correlating(due[0], due[^1], closed, changed.Count);
        await source.AddFactsAsync(session, cancellationToken);
        await RunAsync(session, due, changed, cancellationToken);
        var left = due.SkipWhile(hour => hour <= session.State.Watermark).Cast<Hour?>().FirstOrDefault();
        metrics.WatermarkAge(WatermarkAge.Of(left, hours, time.GetUtcNow(), options));
    }

    private async Task RunAsync(Session session, Hour[] due, Queue<HourProgress> changed, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var saved = start;
        foreach (var hour in due)
        {
            var began = time.GetTimestamp();
            await AdvanceAsync(session, hour, changed, cancellationToken);
            session.State = session.Correlator.Correlate(session.Population, hour, session.State);
            await volumes.LookAsync(session.Volumes, hour, cancellationToken);
            log.Correlated(hour, session.State.Verdicts.Count, session.State.Clusters.Count, time.GetElapsedTime(began));
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

        await store.SaveAsync(session, cancellationToken);
    }

    /// <summary>Moves the population on to the end of an hour: it never holds a window of a later one.</summary>
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

    private async Task<List<HourProgress>> ReadHoursAsync(Session session, List<PartitionProgress> partitions, CancellationToken cancellationToken)
    {
        var hours = new List<HourProgress>();
        var first = session.State.Watermark is { } done ? done - detection.LookbackHours : (Hour?)null;
        foreach (var partition in partitions)
        {
            hours.AddRange(await progress.ReadHoursAsync(partition.Partition, first, cancellationToken));
        }

        return hours;
    }
}
