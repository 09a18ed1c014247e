using Distill.Contracts;
using Distill.Functions.Storage;

namespace Distill.Functions.Retention;

/// <summary>
/// Deletes what is shown beside verdicts when it is old: dissolved clusters and what was told of them, portraits, a run's evidence, unusual volumes,
/// and reviews of resellers.
/// </summary>
public sealed class OldFindings(
    ClusterTable clusters,
    PortraitTable portraits,
    RunWeightsTable weights,
    ValueTable values,
    VolumeTable volumes,
    ResellerTable resellers,
    NoticeTable notices
)
{
    /// <param name="hour">The hour before which findings are old.</param>
    /// <param name="due">When notifications were last due that are old.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <returns>How many clusters and volumes were deleted.</returns>
    public async Task<(int Clusters, int Volumes)> DeleteBeforeAsync(Hour hour, DateTimeOffset due, CancellationToken cancellationToken)
    {
        await portraits.DeleteBeforeAsync(hour, cancellationToken);
        await weights.DeleteBeforeAsync(hour, cancellationToken);
        await values.DeleteBeforeAsync(hour, cancellationToken);
        await resellers.DeleteBeforeAsync(hour, cancellationToken);
        var gone = await clusters.DeleteGoneBeforeAsync(hour, cancellationToken);
        await notices.DeleteToldAsync(clusters, cancellationToken);
        await notices.DeleteDueBeforeAsync(due, cancellationToken);
        return (gone, await volumes.DeleteBeforeAsync(hour, cancellationToken));
    }
}
