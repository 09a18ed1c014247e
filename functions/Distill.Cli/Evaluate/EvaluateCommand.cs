using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using Distill.Cli.Audit;
using Distill.Cli.Evaluate.Labelled;
using Distill.Cli.Evaluate.Report;
using Distill.Cli.Evaluate.Scoring;
using Distill.Cli.Terminal;
using Distill.Core;
using Distill.Core.Events;
using Distill.Simulation;

namespace Distill.Cli.Evaluate;

/// <summary><c>distill evaluate</c>.</summary>
internal static class EvaluateCommand
{
    public static Command Create()
    {
        var rungs = new Option<string>("--rungs") { HelpName = "A,B", DefaultValueFactory = _ => string.Join(',', Ladder.Rungs), Description = "Rungs of the ladder." };
        var sizes = new Option<string>("--sizes") { HelpName = "NxM,...", DefaultValueFactory = _ => "6000x500,3000x30", Description = "Innocent and campaign accounts." };
        var days = new Option<int>("--days") { HelpName = "N", DefaultValueFactory = _ => 7, Description = "Length of each simulation." };
        var seeds = new Option<string>("--seeds") { HelpName = "1-5", DefaultValueFactory = _ => "1-5", Description = "One simulation of each rung and size for each seed." };
        var every = new Option<int>("--every") { HelpName = "HOURS", DefaultValueFactory = _ => 1, Description = "Correlate at every so many hours of event time, 1 to 24; a flag is dated by the run that raised it." };
        var parallel = new Option<int>("--parallel") { HelpName = "N", DefaultValueFactory = _ => 2, Description = "Simulations at a time." };
        var output = new Option<string>("--out") { HelpName = "DIR", DefaultValueFactory = _ => "evaluation", Description = "Folder for evaluation.json and evaluation.md; made if it is not there." };
        var events = new Option<string[]>("--events") { HelpName = "FILE", AllowMultipleArgumentsPerToken = true, Description = "Scores labelled traffic from outside instead: logs of events." };
        var truth = new Option<string?>("--truth") { HelpName = "FILE", Description = "Its labels, as simulate writes them." };
        days.AcceptRange(1, 365);
        every.AcceptRange(1, 24);
        parallel.AcceptRange(1, 64);

        var command = new Command("evaluate", "Tries the detection, and plain methods beside it, on traffic of which the truth is known.")
        {
            rungs, sizes, days, seeds, every, parallel, output, events, truth,
        };
        command.Run(async (parsed, cancel) =>
        {
            var error = parsed.InvocationConfiguration.Error;
            var evaluation = new Evaluation(new DetectionOptions(), parsed.GetValue(every));
            IReadOnlyList<TrialScore> scores;
            if (parsed.GetValue(events) is { Length: > 0 } files)
            {
                var labels = TruthFile.Read(parsed.GetValue(truth) ?? throw new UsageException("--events needs --truth."));
                scores = [await ScoreAsync(evaluation, files, labels, new LongWork(error), cancel).ConfigureAwait(false)];
            }
            else if (parsed.GetValue(truth) is not null)
            {
                throw new UsageException("--truth needs --events.");
            }
            else
            {
                var trials = TrialPlan.Of(parsed.GetRequiredValue(rungs), parsed.GetRequiredValue(sizes), parsed.GetValue(days), parsed.GetRequiredValue(seeds));
                var done = 0;
                scores = await evaluation.TryAsync(trials, parsed.GetValue(parallel), s => error.WriteLine(Progress(s, ++done, trials.Count)), cancel).ConfigureAwait(false);
            }

            await parsed.InvocationConfiguration.Output.WriteAsync(Save(RungFigures.Of(scores), parsed.GetValue(every), parsed.GetRequiredValue(output))).ConfigureAwait(false);
            return ExitCode.Done;
        });
        return command;
    }

    private static async Task<TrialScore> ScoreAsync(Evaluation evaluation, string[] files, Truth labels, LongWork work, CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var log = await work.ShowAsync("Reading", gauge => new LogReader(new EventLimits(), TimeProvider.System.GetUtcNow()).ReadAsync(files, Stream.Null, gauge, cancel)).ConfigureAwait(false);
        var traffic = new LabelledTraffic(log, labels);
        var hours = log.Windows.Select(w => w.Hour.Number).DefaultIfEmpty(0).ToArray();
        var trial = Trial.Of(traffic, Math.Max(1, (hours.Max() - hours.Min() + 23) / 24));
        var reading = Stopwatch.GetElapsedTime(started);
        return await work.ShowAsync("Correlating", _ => Task.FromResult(evaluation.Try(trial, traffic, reading, cancel))).ConfigureAwait(false);
    }

    private static string Progress(TrialScore score, int done, int all) => string.Create(
        CultureInfo.InvariantCulture,
        $"[{done}/{all}] {score.Trial.Rung} {score.Trial.SizeName} seed {score.Trial.Size.Seed}: flagged {score.Campaign.Flagged} of {score.Campaign.Accounts} campaign and {score.AllInnocent.Flagged} of {score.AllInnocent.Accounts} innocent accounts ({score.AllInnocent.EverFlagged} ever), in {score.Cost.ReadSeconds + score.Cost.CorrelateSeconds:0} s");

    private static string Save(IReadOnlyList<RungFigures> figures, int every, string folder)
    {
        var text = EvaluationMarkdown.Of(figures, every);
        using var files = new OutputFolder(folder);
        EvaluationJson.Write(files.Create("evaluation.json"), figures, every);
        using (var markdown = new StreamWriter(files.Create("evaluation.md"), leaveOpen: true))
        {
            markdown.Write(text);
        }

        files.Complete();
        return text;
    }
}
