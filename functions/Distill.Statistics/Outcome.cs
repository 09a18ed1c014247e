namespace Distill.Statistics;

/// <summary>One of the values that a random quantity takes.</summary>
/// <param name="P">Its chance; a quantity's add up to 1.</param>
/// <param name="Value">The value.</param>
public readonly record struct Outcome(double P, double Value);
