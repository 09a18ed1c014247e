namespace Distill.Evaluation.Scoring;

/// <summary>What a trial cost.</summary>
/// <param name="Calls">Calls read.</param>
/// <param name="Runs">Runs of the correlation.</param>
/// <param name="ReadSeconds">Seconds to simulate or read, and to parse.</param>
/// <param name="CorrelateSeconds">Seconds of all runs together.</param>
/// <param name="SlowestRunSeconds">The slowest run.</param>
/// <param name="PeakBytes">The most resident memory of the process after a run. Trials that run at the same time share it.</param>
public readonly record struct TrialCost(long Calls, int Runs, double ReadSeconds, double CorrelateSeconds, double SlowestRunSeconds, long PeakBytes);
