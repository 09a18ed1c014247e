using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Retention;

/// <summary>
/// Deletes the verdicts of accounts that have long been silent, and old clusters, volumes and notifications. Event time decides, as everywhere; only
/// notifications have none. Verdicts of watch or above stay: the correlation ends them when their term is over.
/// </summary>
public sealed class VerdictExpiry(
    SilentAccounts silent,
    OldFindings findings,
    RetentionOptions options,
    EventClock clock,
    TimeProvider time,
    ILogger<VerdictExpiry> log
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = await clock.NowAsync(cancellationToken);
        var accounts = await silent.EndVerdictsAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-options.VerdictDays), cancellationToken);
        var (clusters, volumes) = await findings.DeleteBeforeAsync(
            Hour.Of(now.AddDays(-options.VolumeDays)),
            time.GetUtcNow().AddDays(-options.DeadLetterDays),
            cancellationToken
        );
        log.VerdictsExpired(accounts, clusters, volumes);
    }
}
