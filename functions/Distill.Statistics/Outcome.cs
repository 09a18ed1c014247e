namespace Distill.Statistics;

/// <summary>One value that a random quantity can take.</summary>
/// <param name="P">Its chance. All chances of a quantity add up to 1.</param>
/// <param name="Value">The value, in nats if it is a log-likelihood ratio.</param>
public readonly record struct Outcome(double P, double Value);
