namespace Distill.Evaluation.Attribution;

/// <summary>One figure of the evaluation.</summary>
/// <param name="What">What was tried.</param>
/// <param name="Reach">What is to be reached; empty where the figure is for comparison.</param>
/// <param name="Got">What came out.</param>
/// <param name="IsReached">Null where nothing was to be reached.</param>
public sealed record StudyFigure(string What, string Reach, string Got, bool? IsReached);
