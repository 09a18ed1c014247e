namespace Distill.Evaluation.Baselines;

/// <summary>How suspicious a method finds each account under one setting.</summary>
/// <param name="Setting">The setting in words.</param>
/// <param name="Scores">Scores in the accounts' order. Higher is more suspicious; 0 or less is never flagged.</param>
internal sealed record Ranking(string Setting, double[] Scores);
