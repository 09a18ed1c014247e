using Distill.Contracts;
using Distill.Functions.Settings;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Retention;

/// <summary>Deletes the verdicts of accounts that have long been silent, and old clusters and volumes.</summary>
public sealed class VerdictExpiry(
    SilentAccounts silent,
    ClusterTable clusters,
    VolumeTable volumes,
    RetentionOptions options,
    TimeProvider time,
    ILogger<VerdictExpiry> log
)
{
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var accounts = await silent.EndVerdictsAsync(DateOnly.FromDateTime(now.UtcDateTime).AddDays(-options.VerdictDays), cancellationToken);
        var oldest = Hour.Of(now.AddDays(-options.VolumeDays));
        var dissolved = await clusters.DeleteGoneBeforeAsync(oldest, cancellationToken);
        var unusual = await volumes.DeleteBeforeAsync(oldest, cancellationToken);
        log.VerdictsExpired(accounts, dissolved, unusual);
    }
}
