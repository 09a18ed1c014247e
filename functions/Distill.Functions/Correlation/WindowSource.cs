using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Correlation;

/// <summary>Brings a population up to date with the store. It reads only what changed since the last time.</summary>
public sealed class WindowSource(WindowTable windows, FactTable facts, CorrelationOptions options, ILogger<WindowSource> log)
{
    // A row may become visible this much later than its time stamp says.
    private static readonly TimeSpan s_overlap = TimeSpan.FromMinutes(5);

    /// <summary>Adds the windows of the hours that changed.</summary>
    public async Task AddWindowsAsync(Session session, IEnumerable<HourProgress> changed, CancellationToken cancellationToken)
    {
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = options.Readers, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(
            changed,
            parallel,
            async (hour, token) =>
            {
                var rows = await windows.ReadAsync(hour.Hour, hour.Partition, token);
                lock (session)
                {
                    foreach (var row in rows.Values.Where(r => !r.IsUnreadable))
                    {
                        session.Population.Add(row.Window);
                    }

                    session.Read[(hour.Partition, hour.Hour)] = hour.Version;
                }
            }
        );
    }

    /// <summary>Adds the facts written since the last time.</summary>
    public async Task AddFactsAsync(Session session, CancellationToken cancellationToken)
    {
        await foreach (var row in facts.ReadAsync(session.FactsThrough - s_overlap, cancellationToken))
        {
            if (log.TryRead(FactTable.Name, row, () => FactRow.ToFact(row)) is { } fact)
            {
                session.Population.Add(fact);
            }

            if (row.Timestamp is { } written && (session.FactsThrough is not { } through || written > through))
            {
                session.FactsThrough = written;
            }
        }
    }
}
