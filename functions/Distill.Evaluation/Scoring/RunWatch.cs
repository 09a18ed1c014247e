using Distill.Core;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Follows the runs over labelled traffic: which accounts are flagged, which replacements are linked, when a move to a new model is
/// reported, and what is said of newcomers between the runs.
/// </summary>
/// <param name="traffic">The traffic.</param>
/// <param name="isEnforced">True when the calls of refused accounts never arrive.</param>
internal sealed class RunWatch(LabelledTraffic traffic, bool isEnforced)
{
    public FlagHistory Flags { get; } = new();

    public ReplacementWatch Replacements { get; } = new(traffic);

    public PivotWatch Pivot { get; } = new(traffic.CampaignCalls.Count == 0 ? null : traffic.Truth.Launch, traffic.CampaignCalls.ContainsKey);

    public NewcomerWatch Newcomers { get; } = new(traffic, isEnforced);

    /// <summary>Adds the state after a run.</summary>
    public void Observe(CorrelationState state)
    {
        Flags.Observe(state);
        Replacements.Observe(Flags, state.Watermark!.Value.End);
        Pivot.Observe(state);
        Newcomers.Observe(state);
    }
}
