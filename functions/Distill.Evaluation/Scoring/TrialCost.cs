namespace Distill.Evaluation.Scoring;

/// <summary>What a trial cost.</summary>
/// <param name="Calls">The number of calls that were read.</param>
/// <param name="Runs">The number of times that the correlation ran.</param>
/// <param name="ReadSeconds">Seconds to simulate or read, and to parse.</param>
/// <param name="CorrelateSeconds">The seconds that all runs took together.</param>
/// <param name="SlowestRunSeconds">The seconds that the slowest run took.</param>
/// <param name="PeakBytes">The most resident memory of the process after a run. Trials that run at the same time share it.</param>
public readonly record struct TrialCost(long Calls, int Runs, double ReadSeconds, double CorrelateSeconds, double SlowestRunSeconds, long PeakBytes);
