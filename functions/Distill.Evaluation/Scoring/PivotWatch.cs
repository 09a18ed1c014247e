using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// When the campaign's move to a new model was reported: at the first run after the launch in which a suspect cluster, mostly of campaign accounts,
/// shows a pivot.
/// </summary>
internal sealed class PivotWatch(LabelledTraffic traffic)
{
    private const string Signal = "pivot";

    /// <summary>Hours from the launch to that run; infinite when there was none, NaN without a launch or a campaign.</summary>
    public double Hours { get; private set; } =
        traffic.Truth.Launch is null || traffic.CampaignCalls.Count == 0 ? double.NaN : double.PositiveInfinity;

    /// <summary>Looks at a run's clusters.</summary>
    public void Observe(CorrelationState state)
    {
        if (
            double.IsPositiveInfinity(Hours)
            && state.Clusters.Any(c =>
                c.Level >= VerdictLevel.Suspect && Shows(c) && 2 * c.Accounts.Count(traffic.CampaignCalls.ContainsKey) > c.Accounts.Count
            )
        )
        {
            Hours = (state.Watermark!.Value.End - traffic.Truth.Launch!.Value).TotalHours;
        }
    }

    private static bool Shows(Cluster cluster) => cluster.Evidence.Values.Any(reasons => reasons.Any(r => r.Signal == Signal));
}
