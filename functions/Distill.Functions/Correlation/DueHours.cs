using Distill.Contracts;
using Distill.Core;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Correlation;

/// <summary>Finds which closed hours still have to be correlated, and which hours' windows have changed.</summary>
public sealed class DueHours(
    ProgressTable progress,
    PoisonedHours poisoned,
    CorrelationOptions options,
    DetectionOptions detection,
    CorrelationMetrics metrics,
    TimeProvider time
)
{
    /// <summary>What a run has to do, and reports how long the oldest due hour has waited.</summary>
    public async Task<DueWork> FindAsync(Session session, CancellationToken cancellationToken)
    {
        var partitions = await progress.ReadPartitionsAsync(cancellationToken);
        if (ClosedHours.Through(partitions, time.GetUtcNow(), options) is not { } closed)
        {
            metrics.WatermarkAge(TimeSpan.Zero);
            return new DueWork();
        }

        var aside = await poisoned.ReadAsync(cancellationToken);
        var hours = (await ReadHoursAsync(session, partitions, cancellationToken)).Where(h => !aside.Contains(h.Hour)).ToList();
        var due = CorrelationSchedule.Due(session.State.Watermark, hours.Select(h => h.Hour), closed, detection.LookbackHours).ToArray();
        ReportAge(due.Length > 0 ? due[0] : null, hours);
        return new DueWork
        {
            Due = due,
            Closed = closed,
            Hours = hours,
            Changed = new Queue<HourProgress>(
                hours.Where(h => !session.Read.TryGetValue((h.Partition, h.Hour), out var version) || version != h.Version).OrderBy(h => h.Hour)
            ),
        };
    }

    /// <summary>Reports how long the hours that the run has not reached have waited.</summary>
    public void ReportAge(Session session, DueWork work) =>
        ReportAge(work.Due.SkipWhile(hour => hour <= session.State.Watermark).Cast<Hour?>().FirstOrDefault(), work.Hours);

    private void ReportAge(Hour? oldest, IEnumerable<HourProgress> hours) =>
        metrics.WatermarkAge(WatermarkAge.Of(oldest, hours, time.GetUtcNow(), options));

    private async Task<List<HourProgress>> ReadHoursAsync(Session session, List<PartitionProgress> partitions, CancellationToken cancellationToken)
    {
        var hours = new List<HourProgress>();
        var first = session.State.Watermark is { } done && done.Start >= EventLimits.Earliest ? done - detection.LookbackHours : (Hour?)null;
        foreach (var partition in partitions)
        {
            hours.AddRange(await progress.ReadHoursAsync(partition.Partition, first, cancellationToken));
        }

        return hours;
    }
}

/// <summary>What one run has to do.</summary>
public sealed record DueWork
{
    /// <summary>The hours to correlate, in order.</summary>
    public IReadOnlyList<Hour> Due { get; init; } = [];

    /// <summary>The last closed hour; null if none is closed.</summary>
    public Hour? Closed { get; init; }

    /// <summary>All hours that have windows.</summary>
    public IReadOnlyList<HourProgress> Hours { get; init; } = [];

    /// <summary>The hours whose windows the session does not hold, or holds in an older version; in order.</summary>
    public Queue<HourProgress> Changed { get; init; } = [];
}
