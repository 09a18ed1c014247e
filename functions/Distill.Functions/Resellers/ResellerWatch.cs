using Azure;
using Distill.Core;
using Distill.Core.Resellers;
using Distill.Core.Signals;
using Distill.Core.Windows;
using Distill.Functions.Storage;
using Distill.Functions.Telemetry;

namespace Distill.Functions.Resellers;

/// <summary>
/// Reviews resellers and clouds before a run publishes, and stores the review. No verdict depends on it. What fails for good here is logged, and
/// stops no run. If the storage is away, the run fails as a whole and is repeated.
/// </summary>
public sealed class ResellerWatch(ResellerTable table, NetworkLists lists, ILogger<ResellerWatch> log)
{
    /// <param name="population">The windows of the lookback and the facts, as of the state.</param>
    /// <param name="state">What the run said. Nothing is reviewed before the first run.</param>
    /// <param name="cancellationToken">Stops writing.</param>
    public async Task LookAsync(Population population, CorrelationState state, CancellationToken cancellationToken)
    {
        if (state.Watermark is not { } hour)
        {
            return;
        }

        try
        {
            var source = new ReviewSource(population, hour)
            {
                Verdicts = state.Verdicts,
                Clusters = state.Clusters,
                CommonValues = state.CommonValues,
                Lists = lists,
            };
            await table.SaveAsync(ResellerReview.Of(source), cancellationToken);
        }
        catch (Exception e) when (e is RequestFailedException { Status: 403 or 404 } || StorageFault.IsOurs(e))
        {
            log.ResellersNotReviewed(e, hour);
        }
    }
}
