namespace Distill.Core.Signals;

/// <summary>What one signal found in a group of accounts.</summary>
/// <param name="Kind">The kind of evidence that it counts for.</param>
/// <param name="Signal">The signal's stable name.</param>
/// <param name="Detail">A sentence with the figures, for people.</param>
/// <param name="LogLikelihoodRatio">
/// How much likelier the finding is under one operator than under independent customers: natural logarithm, uncapped.
/// </param>
public sealed record Evidence(EvidenceKind Kind, string Signal, string Detail, double LogLikelihoodRatio);
