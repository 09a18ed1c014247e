namespace Distill.Evaluation.Attribution;

/// <summary>One figure of the evaluation.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Reach">The goal; empty if the figure is for comparison.</param>
/// <param name="Got">The measured result.</param>
/// <param name="IsReached">Whether the goal was reached; null if there is none.</param>
public sealed record StudyFigure(string What, string Reach, string Got, bool? IsReached);
