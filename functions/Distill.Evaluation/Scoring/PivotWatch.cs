using Distill.Contracts;
using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Measures when the campaign's move to a new model was reported. That is the first run with a suspect cluster that shows a pivot and is mostly
/// campaign accounts.
/// </summary>
/// <param name="launch">When a new model came out; null if none did, or if there is no campaign.</param>
/// <param name="isCampaign">Whether an account made a call for the campaign.</param>
internal sealed class PivotWatch(DateTimeOffset? launch, Func<AccountId, bool> isCampaign)
{
    private const string Signal = "pivot";

    /// <summary>The hours from the launch to that run; infinite if there was none, NaN without a launch or a campaign.</summary>
    public double Hours { get; private set; } = launch is null ? double.NaN : double.PositiveInfinity;

    /// <summary>Looks at a run's clusters.</summary>
    public void Observe(CorrelationState state)
    {
        if (
            double.IsPositiveInfinity(Hours)
            && state.Clusters.Any(c => c.Level >= VerdictLevel.Suspect && Shows(c) && 2 * c.Accounts.Count(isCampaign) > c.Accounts.Count)
        )
        {
            Hours = (state.Watermark!.Value.End - launch!.Value).TotalHours;
        }
    }

    private static bool Shows(Cluster cluster) => cluster.Evidence.Values.Any(reasons => reasons.Any(r => r.Signal == Signal));
}
