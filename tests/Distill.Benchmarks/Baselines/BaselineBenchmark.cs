using System.Diagnostics;
using Distill.Evaluation.Baselines;
using Distill.Evaluation.Labelled;
using Distill.Simulation;

namespace Distill.Benchmarks.Baselines;

/// <summary>
/// How long the plain methods take, and their best score, on one simulation of each rung. <c>distill evaluate</c> shows them beside ours.
/// </summary>
internal static class BaselineBenchmark
{
    public static int Run(string[] args)
    {
        var numbers = new Numbers(args);
        var size = new LadderSize(
            numbers.Of("--accounts", 6000),
            numbers.Of("--campaign", 500),
            numbers.Of("--days", 7),
            (ulong)numbers.Of("--seed", 1)
        );
        foreach (var rung in Ladder.Rungs.Where(r => r != "quiet"))
        {
            var traffic = SimulatedTraffic.Read(new SimulationRun(Ladder.Rung(rung, size)), CancellationToken.None);
            foreach (var baseline in AllBaselines.All)
            {
                var started = Stopwatch.GetTimestamp();
                var score = AllBaselines.Measure(baseline, traffic);
                Console.WriteLine(
                    (
                        $"{rung, -12}{score.Name, -24}F1 {score.F1:0.000} in {Stopwatch.GetElapsedTime(started).TotalSeconds, 5:0.0} s by "
                        + $"{score.Setting}"
                    )
                );
            }
        }

        return 0;
    }
}
