using Distill.Contracts;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Correlation;

/// <summary>Sets hours aside whose windows make the correlation fail, so that all others go on.</summary>
public sealed class PoisonedHours(SetAsideTable table, ILogger<PoisonedHours> log)
{
    // A bug that fails every hour must not set all evidence aside. One day of the lookback's week may be missing, and then a run fails.
    private const int Most = 24;

    /// <summary>The hours whose windows no run reads.</summary>
    public Task<IReadOnlySet<Hour>> ReadAsync(CancellationToken cancellationToken) => table.ReadAsync(cancellationToken);

    /// <summary>Sets an hour aside and names it. False if that does not help: it is aside already, or too many are.</summary>
    public async Task<bool> TrySetAsideAsync(PoisonedHourException failure, int lookbackHours, CancellationToken cancellationToken)
    {
        var aside = await table.ReadAsync(cancellationToken);
        if (aside.Contains(failure.Hour) || aside.Count(hour => hour > failure.Hour - lookbackHours) >= Most)
        {
            return false;
        }

        await table.AddAsync(failure.Hour, failure.InnerException ?? failure, cancellationToken);
        log.HourSetAside(failure, failure.Hour);
        return true;
    }
}
