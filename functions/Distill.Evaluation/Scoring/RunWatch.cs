using Distill.Core;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>
/// Follows the runs over labelled traffic: which accounts are flagged, which replacements are linked, and when a move to a new model is reported.
/// </summary>
internal sealed class RunWatch(LabelledTraffic traffic)
{
    public FlagHistory Flags { get; } = new();

    public ReplacementWatch Replacements { get; } = new(traffic);

    public PivotWatch Pivot { get; } = new(traffic);

    /// <summary>Adds the state after a run.</summary>
    public void Observe(CorrelationState state)
    {
        Flags.Observe(state);
        Replacements.Observe(Flags, state.Watermark!.Value.End);
        Pivot.Observe(state);
    }
}
