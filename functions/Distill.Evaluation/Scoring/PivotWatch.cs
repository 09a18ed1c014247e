using Distill.Contracts.Verdicts;
using Distill.Core;
using Distill.Core.Clusters;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Measures when the campaign's move to a new model was reported. That is the first run with a suspect cluster that shows a pivot and is mostly
/// campaign accounts.
/// </summary>
internal sealed class PivotWatch(LabelledTraffic traffic)
{
    private const string Signal = "pivot";

    /// <summary>The hours from the launch to that run; infinite if there was none, NaN without a launch or a campaign.</summary>
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
