namespace Distill.Evaluation.Scoring;

/// <summary>What a trial cost.</summary>
/// <param name="Calls">Calls read.</param>
/// <param name="Runs">Runs of the correlation.</param>
/// <param name="ReadSeconds">To simulate, or read, and parse.</param>
/// <param name="CorrelateSeconds">All runs together.</param>
/// <param name="SlowestRunSeconds">The slowest run.</param>
/// <param name="PeakBytes">The most memory that the process had resident after a run; trials at the same time share it.</param>
public readonly record struct TrialCost(long Calls, int Runs, double ReadSeconds, double CorrelateSeconds, double SlowestRunSeconds, long PeakBytes);
