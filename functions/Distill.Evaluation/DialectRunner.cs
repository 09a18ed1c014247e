using System.Collections.Concurrent;
using System.Diagnostics;
using Distill.Core.Options;
using Distill.Evaluation.Dialects;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Scoring;
using Distill.Simulation;

namespace Distill.Evaluation;

/// <summary>Measures what dialects cost: the detection runs on the plain log, on the log in each dialect, and on the log without fields.</summary>
public sealed class DialectRunner(DetectionOptions options, int every)
{
    private readonly TrialRunner _runner = new(options, every) { WithBaselines = false };

    /// <summary>Returns all runs that the dialects need, rung by rung. A log that several dialects are compared with comes once.</summary>
    public static IReadOnlyList<DialectRun> Plan(IReadOnlyList<Trial> trials, IReadOnlyList<Dialect> dialects) =>
        [
            .. trials.SelectMany(trial =>
                (IEnumerable<DialectRun>)
                    [
                        new DialectRun(trial, null, DialectScope.Everybody),
                        .. from scope in ScopesOf(trial)
                        from dialect in dialects.SelectMany(WithReference).DistinctBy(d => d.Name)
                        select new DialectRun(trial, dialect, scope),
                    ]
            ),
        ];

    /// <summary>Makes all runs of <see cref="Plan"/>, several at a time. Returns a row for each rung, size, dialect and scope.</summary>
    /// <param name="trials">What to simulate.</param>
    /// <param name="dialects">The dialects.</param>
    /// <param name="parallel">How many runs are made at the same time.</param>
    /// <param name="done">Called after each run with its score and its seconds, one call at a time.</param>
    /// <param name="cancellationToken">Stops between two correlations.</param>
    public async Task<IReadOnlyList<DialectCost>> RunAsync(
        IReadOnlyList<Trial> trials,
        IReadOnlyList<Dialect> dialects,
        int parallel,
        Action<DialectRun, TrialScore> done,
        CancellationToken cancellationToken
    )
    {
        var plan = Plan(trials, dialects);
        var results = new ConcurrentDictionary<DialectRun, DialectResult>();
        var told = new Lock();
        await Parallel
            .ForEachAsync(
                plan,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                (run, stop) =>
                {
                    var result = results[run] = Run(run, stop);
                    lock (told)
                    {
                        done(run, result.Score);
                    }

                    return ValueTask.CompletedTask;
                }
            )
            .ConfigureAwait(false);
        return CostsOf(trials, dialects, results);
    }

    /// <summary>Compares results that were measured for <see cref="Plan"/>.</summary>
    internal static IReadOnlyList<DialectCost> CostsOf(
        IReadOnlyList<Trial> trials,
        IReadOnlyList<Dialect> dialects,
        IReadOnlyDictionary<DialectRun, DialectResult> results
    ) =>
        [
            .. from seeds in trials.GroupBy(t => (t.Rung, t.SizeName))
            from dialect in dialects
            from scope in ScopesOf(seeds.First())
            select new DialectCost(seeds.Key.Rung, seeds.Key.SizeName, dialect, scope)
            {
                Plain = Found(seeds, null, DialectScope.Everybody, results),
                LeftOut = dialect.Reference is { } reference ? Found(seeds, reference, scope, results) : null,
                Spoken = Found(seeds, dialect, scope, results),
            },
        ];

    private static DialectFindings Found(
        IEnumerable<Trial> trials,
        Dialect? dialect,
        DialectScope scope,
        IReadOnlyDictionary<DialectRun, DialectResult> results
    ) =>
        DialectFindings.Sum(
            trials.Select(t =>
            {
                var result = results[new DialectRun(t, dialect, scope)];
                return DialectFindings.Of(
                    result.Score,
                    results[new DialectRun(t, null, DialectScope.Everybody)].Score,
                    result.Rejected,
                    result.Faults
                );
            })
        );

    private static IEnumerable<Dialect> WithReference(Dialect dialect) => dialect.Reference is { } reference ? [reference, dialect] : [dialect];

    // Without a campaign, nobody is left who could write in a dialect alone.
    private static IEnumerable<DialectScope> ScopesOf(Trial trial) =>
        Ladder.Rung(trial.Rung, trial.Size).Campaign is null ? [DialectScope.Everybody] : [DialectScope.Campaign, DialectScope.Everybody];

    private DialectResult Run(DialectRun run, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        var simulation = new SimulationRun(Ladder.Rung(run.Trial.Rung, run.Trial.Size));
        var traffic = run.Dialect is { } dialect
            ? Read(simulation, dialect, run.Scope, cancellationToken)
            : SimulatedTraffic.Read(simulation, cancellationToken);
        var score = _runner.Run(run.Trial, traffic, Stopwatch.GetElapsedTime(started), cancellationToken);
        return new DialectResult(score, traffic.Log.Counts.RejectedInAll, traffic.Log.Counts.Faults);
    }

    private static LabelledTraffic Read(SimulationRun simulation, Dialect dialect, DialectScope scope, CancellationToken cancellationToken)
    {
        var writer = new DialectWriter(dialect, scope, simulation.Truth.Hydra.ToHashSet());
        return SimulatedTraffic.Read(simulation, wire => writer.Write(wire.Account, wire.Json), cancellationToken);
    }
}
