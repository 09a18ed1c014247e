using Distill.Evaluation.Baselines;
using Distill.Statistics;

namespace Distill.Evaluation.Scoring;

/// <summary>A baseline's scores over all seeds, each at its own best cut.</summary>
public sealed record BaselineFigures(string Name, IReadOnlyList<BaselineScore> Scores)
{
    public Proportion Precision => Proportion.Of([.. Scores.Select(s => (s.Found, s.Found + s.False))]);

    public Proportion Recall => Proportion.Of([.. Scores.Select(s => (s.Found, s.Campaign))]);

    public Proportion FalsePositiveRate => Proportion.Of([.. Scores.Select(s => (s.False, s.Innocent))]);

    /// <summary>The mean over seeds.</summary>
    public double F1 => Scores.Average(s => s.F1);
}
