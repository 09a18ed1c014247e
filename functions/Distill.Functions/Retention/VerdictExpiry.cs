using Distill.Contracts;
using Distill.Functions.Publishing;
using Distill.Functions.Settings;
using Distill.Functions.Storage;

namespace Distill.Functions.Retention;

/// <summary>Deletes verdicts of accounts that have long been silent, and what was shown beside them.</summary>
public sealed class VerdictExpiry(
    WindowTable windows,
    ActivityTable activity,
    Forgetting forgetting,
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
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        await NoteActivityAsync(cancellationToken);
        var silent = await activity.ReadSilentAsync(today.AddDays(-options.VerdictDays), cancellationToken);

        // First from what is published: an account stays silent, and its end is looked for again, until all of it is done.
        await forgetting.ForgetAsync(silent, cancellationToken);
        await activity.DeleteAsync(silent, cancellationToken);
        var gone = await clusters.DeleteGoneBeforeAsync(Hour.Of(now.AddDays(-options.VolumeDays)), cancellationToken);
        var unusual = await volumes.DeleteBeforeAsync(Hour.Of(now.AddDays(-options.VolumeDays)), cancellationToken);
        log.VerdictsExpired(silent.Count, gone, unusual);
    }

    /// <summary>
    /// Notes who called on the days since the last one noted, and on that one again, for it was not over. Repeating it changes nothing.
    /// </summary>
    private async Task NoteActivityAsync(CancellationToken cancellationToken)
    {
        var noted = await activity.ReadNotedAsync(cancellationToken);
        foreach (var day in (await windows.ReadDaysAsync(cancellationToken)).Where(day => noted is null || day >= noted))
        {
            await activity.SaveAsync(day, await windows.ReadAccountsAsync(day, cancellationToken), cancellationToken);
        }
    }
}
