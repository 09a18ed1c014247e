using System.Diagnostics;
using Distill.Core.Options;
using Distill.Evaluation.Baselines;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Scoring;
using Distill.Files;
using Distill.Logs.Replay;
using Distill.Simulation;

namespace Distill.Evaluation;

/// <summary>Runs the detection and the baselines on traffic with known truth, and scores them.</summary>
public sealed class TrialRunner(DetectionOptions options, int every)
{
    /// <summary>Whether to run the baselines, too.</summary>
    public bool WithBaselines { get; init; } = true;

    /// <summary>Simulates and scores trials, several at a time. Returns the scores in the trials' order.</summary>
    /// <param name="trials">The trials.</param>
    /// <param name="parallel">How many trials run at the same time.</param>
    /// <param name="done">Called with each score as it comes, one at a time.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    public async Task<IReadOnlyList<TrialScore>> RunAsync(
        IReadOnlyList<Trial> trials,
        int parallel,
        Action<TrialScore> done,
        CancellationToken cancellationToken
    )
    {
        var scores = new TrialScore[trials.Count];
        await Parallel
            .ForAsync(
                0,
                trials.Count,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                (i, stop) =>
                {
                    var started = Stopwatch.GetTimestamp();
                    var traffic = SimulatedTraffic.Read(new SimulationRun(Ladder.Rung(trials[i].Rung, trials[i].Size)), stop);
                    scores[i] = Run(trials[i], traffic, Stopwatch.GetElapsedTime(started), stop);
                    lock (scores)
                    {
                        done(scores[i]);
                    }

                    return ValueTask.CompletedTask;
                }
            )
            .ConfigureAwait(false);
        return scores;
    }

    /// <summary>Replays traffic hour by hour and returns the score of the verdicts.</summary>
    /// <param name="trial">The trial that the traffic belongs to.</param>
    /// <param name="traffic">The traffic and its truth, which the detection does not see.</param>
    /// <param name="reading">How long reading took, for the report.</param>
    /// <param name="cancellationToken">Stops between two runs.</param>
    /// <param name="gauge">Counts the runs.</param>
    public TrialScore Run(Trial trial, LabelledTraffic traffic, TimeSpan reading, CancellationToken cancellationToken, Gauge? gauge = null)
    {
        var watch = new RunWatch(traffic, Ladder.IsEnforced(trial.Rung));
        var replay = new LogReplay(traffic.Log, options, every) { IsEnforced = Ladder.IsEnforced(trial.Rung) };
        gauge?.Total = replay.Hours.Count;
        var started = Stopwatch.GetTimestamp();
        var (last, slowest, peak) = (started, TimeSpan.Zero, 0L);
        replay.Run(
            state =>
            {
                var run = Stopwatch.GetElapsedTime(last);
                slowest = run > slowest ? run : slowest;
                peak = Math.Max(peak, Environment.WorkingSet);
                watch.Observe(state);
                gauge?.Add(1);
                last = Stopwatch.GetTimestamp();
            },
            cancellationToken
        );
        var cost = new TrialCost(
            traffic.Log.Counts.Calls,
            replay.Hours.Count,
            reading.TotalSeconds,
            Stopwatch.GetElapsedTime(started).TotalSeconds,
            slowest.TotalSeconds,
            peak
        );
        return TrialScore.Of(trial, traffic, watch, WithBaselines ? [.. AllBaselines.All.Select(b => AllBaselines.Measure(b, traffic))] : [], cost);
    }
}
