using Distill.Core;
using Distill.Evaluation.Labelled;

namespace Distill.Evaluation.Scoring;

/// <summary>Watches the runs over labelled traffic: who is flagged, which replacements are linked, when a move to a new model is reported.</summary>
internal sealed class RunWatch(LabelledTraffic traffic)
{
    public FlagHistory Flags { get; } = new();

    public ReplacementWatch Replacements { get; } = new(traffic);

    public PivotWatch Pivot { get; } = new(traffic);

    /// <summary>Takes in a run's state.</summary>
    public void Observe(CorrelationState state)
    {
        Flags.Observe(state);
        Replacements.Observe(Flags, state.Watermark!.Value.End);
        Pivot.Observe(state);
    }
}
