using Distill.Evaluation.Labelled;
using Distill.Simulation;
using Distill.Simulation.Leaks;

namespace Distill.Evaluation.Leakage;

/// <summary>
/// How well single values and statistics find the campaign of one rung at one size. Each has its worst result over the seeds, and the worst comes
/// first.
/// </summary>
public sealed record LeakFigures(string Rung, string Size, IReadOnlyList<Leak> Leaks)
{
    /// <summary>The worst leak; null if there is no campaign.</summary>
    public Leak? Worst => Leaks is [var worst, ..] ? worst : null;

    /// <summary>The worst leak that nothing the operator does explains; null if all are explained.</summary>
    public Leak? WorstUnnamed => Leaks.FirstOrDefault(l => ReasonOf(l) is null);

    /// <summary>Leaks above the limit.</summary>
    public IEnumerable<Leak> Large => Leaks.Where(l => l.F1 > NamedConsequences.Limit);

    /// <summary>Returns what the operator does that explains a leak; null if nothing does.</summary>
    public string? ReasonOf(Leak leak) => NamedConsequences.Reason(Rung, leak.Feature);

    /// <summary>Measures simulations, several at a time.</summary>
    /// <param name="trials">The simulations to measure.</param>
    /// <param name="parallel">How many simulations run at the same time.</param>
    /// <param name="done">Called after each measurement, one at a time.</param>
    /// <param name="cancellationToken">Stops before the next simulation.</param>
    public static async Task<IReadOnlyList<LeakFigures>> MeasureAsync(
        IReadOnlyList<Trial> trials,
        int parallel,
        Action<Trial, Leak?> done,
        CancellationToken cancellationToken
    )
    {
        var leaks = new IReadOnlyList<Leak>[trials.Count];
        await Parallel
            .ForAsync(
                0,
                trials.Count,
                new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellationToken },
                (i, _) =>
                {
                    leaks[i] = LeakMeter.Measure(new SimulationRun(Ladder.Rung(trials[i].Rung, trials[i].Size)));
                    lock (leaks)
                    {
                        done(trials[i], leaks[i] is [var worst, ..] ? worst : null);
                    }

                    return ValueTask.CompletedTask;
                }
            )
            .ConfigureAwait(false);
        return
        [
            .. trials
                .Zip(leaks)
                .GroupBy(t => (t.First.Rung, t.First.SizeName))
                .Select(g => new LeakFigures(
                    g.Key.Rung,
                    g.Key.SizeName,
                    [
                        .. g.SelectMany(t => t.Second)
                            .GroupBy(l => l.Feature)
                            .Select(f => f.MaxBy(l => l.F1)!)
                            .OrderByDescending(l => l.F1)
                            .ThenBy(l => l.Feature, StringComparer.Ordinal),
                    ]
                )),
        ];
    }
}
