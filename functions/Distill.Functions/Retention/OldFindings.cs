using Distill.Contracts;
using Distill.Functions.Storage;

namespace Distill.Functions.Retention;

/// <summary>Deletes what is shown beside verdicts when it is old: dissolved clusters, portraits, unusual volumes, and reviews of resellers.</summary>
public sealed class OldFindings(ClusterTable clusters, PortraitTable portraits, VolumeTable volumes, ResellerTable resellers)
{
    /// <returns>How many clusters and volumes were deleted.</returns>
    public async Task<(int Clusters, int Volumes)> DeleteBeforeAsync(Hour hour, CancellationToken cancellationToken)
    {
        await portraits.DeleteBeforeAsync(hour, cancellationToken);
        await resellers.DeleteBeforeAsync(hour, cancellationToken);
        return (await clusters.DeleteGoneBeforeAsync(hour, cancellationToken), await volumes.DeleteBeforeAsync(hour, cancellationToken));
    }
}
