using Distill.Core.Options;
using Distill.Evaluation;
using Distill.Evaluation.Dialects;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Report;
using Distill.Evaluation.Scoring;

namespace Distill.Cli.Evaluate;

/// <summary>Measures what dialects cost and writes the tables.</summary>
/// <param name="trials">What to simulate.</param>
/// <param name="dialects">The dialects.</param>
/// <param name="every">Hours of event time between two correlations.</param>
internal sealed class DialectBattery(IReadOnlyList<Trial> trials, IReadOnlyList<Dialect> dialects, int every)
{
    private const string Name = "dialects";

    /// <summary>Makes all runs, writes both files and returns the Markdown.</summary>
    /// <param name="parallel">How many runs are made at the same time.</param>
    /// <param name="folder">Where the files go.</param>
    /// <param name="error">Gets a line before the first run, after each run, and at the end.</param>
    /// <param name="cancellationToken">Stops between two correlations.</param>
    public async Task<string> RunAsync(int parallel, string folder, TextWriter error, CancellationToken cancellationToken)
    {
        var (done, count) = (0, DialectRunner.Plan(trials, dialects).Count);
        await error
            .WriteLineAsync($"{count} runs: {dialects.Count} dialects and what they are compared with, on {trials.Count} simulations.")
            .ConfigureAwait(false);
        var costs = await new DialectRunner(new DetectionOptions(), every)
            .RunAsync(trials, dialects, parallel, (run, score) => error.WriteLine($"[{++done}/{count}] {Progress(run, score)}"), cancellationToken)
            .ConfigureAwait(false);
        var text = DialectsMarkdown.Of(costs, trials, every);
        ReportFiles.Write(folder, Name, text, json => DialectsJson.Write(json, costs, every));
        await error.WriteLineAsync(DialectsMarkdown.OverLimit(costs)).ConfigureAwait(false);
        return text;
    }

    private static string Progress(DialectRun run, TrialScore score) =>
        $"{run}: flagged {score.Campaign.Flagged} campaign and {score.AllInnocent.Flagged} innocent accounts, "
        + $"{score.AllInnocent.Watched} innocent at watch, in {score.Cost.ReadSeconds + score.Cost.CorrelateSeconds:0} s";
}
