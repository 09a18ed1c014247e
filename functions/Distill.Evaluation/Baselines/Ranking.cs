namespace Distill.Evaluation.Baselines;

/// <summary>How suspicious a method finds each account under one setting.</summary>
/// <param name="Setting">The setting in words.</param>
/// <param name="Scores">The scores, in the accounts' order. A higher score is more suspicious. A score of 0 or less is never flagged.</param>
internal sealed record Ranking(string Setting, double[] Scores);
