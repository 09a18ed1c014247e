using System.CommandLine;
using System.Diagnostics;
using Distill.Cli.Simulate;
using Distill.Cli.Terminal;
using Distill.Core.Events;
using Distill.Core.Options;
using Distill.Evaluation;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Leakage;
using Distill.Evaluation.Report;
using Distill.Evaluation.Scoring;
using Distill.Logs.Reading;
using Distill.Simulation;
using Distill.Simulation.Leaks;

namespace Distill.Cli.Evaluate;

/// <summary><c>distill evaluate</c>.</summary>
internal static class EvaluateCommand
{
    // What --dialects takes when nothing is said. Two hundred logs a rung must be read in a sane time.
    private const string DialectSizes = "700x40";
    private const int DialectDays = 3;
    private const string DialectSeeds = "11";
    private const int DialectEvery = 12;

    public static Command Create()
    {
        var rungs = new Option<string>("--rungs")
        {
            HelpName = "A,B",
            DefaultValueFactory = _ => string.Join(',', Ladder.Rungs),
            Description = "Scenarios to simulate, as simulate names them, with commas between them.",
        };
        var sizes = new Option<string>("--sizes")
        {
            HelpName = "NxM,...",
            DefaultValueFactory = _ => "6000x500,3000x30",
            Description =
                $"Sizes to simulate: innocent accounts x campaign accounts, with commas between the sizes. With --dialects: {DialectSizes}.",
        };
        var days = new Option<int>("--days")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 7,
            Description = $"Length of each simulation in days, 1 to 365. With --dialects: {DialectDays}.",
        };
        var seeds = new Option<string>("--seeds")
        {
            HelpName = "1-5",
            DefaultValueFactory = _ => "1-5",
            Description = $"Seeds, as 1-5 or 1,4,7. Each rung is simulated at each size with each seed. With --dialects: {DialectSeeds}.",
        };
        var stock = StockOption.Create();
        var every = new Option<int>("--every")
        {
            HelpName = "HOURS",
            DefaultValueFactory = _ => 1,
            Description =
                "Correlate every so many hours of event time, 1 to 24. A flag has the time of the run that raised it. "
                + $"With --dialects: {DialectEvery}.",
        };
        var parallel = new Option<int>("--parallel")
        {
            HelpName = "N",
            DefaultValueFactory = _ => 2,
            Description = "Number of simulations that run at the same time, 1 to 64.",
        };
        var output = new Option<string>("--out")
        {
            HelpName = "DIR",
            DefaultValueFactory = _ => "evaluation",
            Description = "Folder for evaluation.json and evaluation.md (dialects.json, leaks.json). It is made if it is missing.",
        };
        var leaks = new Option<bool>("--leaks")
        {
            Description = "Measure the simulator instead: which single value gives the campaign away? Writes leaks.json and leaks.md.",
        };
        var dialects = new Option<string?>("--dialects")
        {
            HelpName = "A,B",
            Arity = ArgumentArity.ZeroOrOne,
            Description =
                "Measure what dialects of logs cost instead, such as ip_zero,payment_none. Without names: all. Writes dialects.json and dialects.md.",
        };
        var events = new Option<string[]>("--events")
        {
            HelpName = "FILE",
            AllowMultipleArgumentsPerToken = true,
            Description = "Score labelled traffic from outside instead: logs of events. Needs --truth.",
        };
        var truth = new Option<string?>("--truth")
        {
            HelpName = "FILE",
            Description = "The labels of --events, as simulate writes them in truth.json.",
        };
        days.AcceptRange(1, 365);
        every.AcceptRange(1, 24);
        parallel.AcceptRange(1, 64);

        var command = new Command("evaluate", "Measures the detection, and plain methods to compare with, on traffic whose truth is known.")
        {
            rungs,
            sizes,
            days,
            seeds,
            stock,
            every,
            parallel,
            output,
            leaks,
            dialects,
            events,
            truth,
            CampaignCommand.Create(),
        };
        command.Validators.Add(result =>
        {
            if (result.GetResult(events) is not null != (result.GetResult(truth) is not null))
            {
                result.AddError("--events needs --truth, and --truth needs --events.");
            }
        });
        command.Validators.Add(result =>
        {
            if (result.GetResult(dialects) is not null && (result.GetResult(leaks) is { Implicit: false } || result.GetResult(truth) is not null))
            {
                result.AddError("--dialects goes with neither --leaks nor --events.");
            }
        });
        command.OnRun(
            async (parsed, cancellationToken) =>
            {
                var (write, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
                var isBattery = parsed.GetResult(dialects) is not null;
                var (hours, folder) = (Or(every, isBattery, DialectEvery), parsed.GetRequiredValue(output));
                var evaluation = new TrialRunner(new DetectionOptions(), hours);
                if (parsed.GetValue(truth) is { } labels)
                {
                    var score = await ScoreAsync(
                            evaluation,
                            parsed.GetRequiredValue(events),
                            TruthFile.Read(labels),
                            new LongWork(error),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    await write.WriteAsync(Save(RungFigures.Of([score]), hours, folder)).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                var trials = TrialPlan.Of(
                    parsed.GetRequiredValue(rungs),
                    Or(sizes, isBattery, DialectSizes)!,
                    Or(days, isBattery, DialectDays),
                    Or(seeds, isBattery, DialectSeeds)!,
                    parsed.GetValue(stock)
                );
                if (isBattery)
                {
                    var battery = new DialectBattery(trials, DialectSelection.Of(parsed.GetValue(dialects)), hours);
                    await write
                        .WriteAsync(await battery.RunAsync(parsed.GetValue(parallel), folder, error, cancellationToken).ConfigureAwait(false))
                        .ConfigureAwait(false);
                    return ExitCode.Done;
                }

                var done = 0;
                if (parsed.GetValue(leaks))
                {
                    var figures = await LeakFigures
                        .MeasureAsync(
                            trials,
                            parsed.GetValue(parallel),
                            (t, l) => error.WriteLine($"[{++done}/{trials.Count}] {Progress(t, l)}"),
                            cancellationToken
                        )
                        .ConfigureAwait(false);
                    await write.WriteAsync(Save(figures, folder)).ConfigureAwait(false);
                    return ExitCode.Done;
                }

                var scores = await evaluation
                    .RunAsync(trials, parsed.GetValue(parallel), s => error.WriteLine($"[{++done}/{trials.Count}] {Progress(s)}"), cancellationToken)
                    .ConfigureAwait(false);
                await write.WriteAsync(Save(RungFigures.Of(scores), hours, folder)).ConfigureAwait(false);
                return ExitCode.Done;

                // Dialects have defaults of their own, because there are so many runs.
                T? Or<T>(Option<T> option, bool isOther, T other) =>
                    isOther && parsed.GetResult(option) is not { Implicit: false } ? other : parsed.GetValue(option);
            }
        );
        return command;
    }

    private static async Task<TrialScore> ScoreAsync(
        TrialRunner evaluation,
        string[] files,
        TrafficTruth labels,
        LongWork work,
        CancellationToken cancellationToken
    )
    {
        var started = Stopwatch.GetTimestamp();
        var read = await work.ShowAsync(
                "Reading",
                gauge => new LogReader(new EventLimits(), TimeProvider.System.GetUtcNow()).ReadAsync(files, Stream.Null, gauge, cancellationToken),
                LongWork.Bytes
            )
            .ConfigureAwait(false);
        if (read.Files.FirstOrDefault(f => f.Problem is not null) is { } unread)
        {
            throw new IOException($"Can't read {unread.File}. {unread.Problem}");
        }

        var log = read.Log;
        var traffic = new LabelledTraffic(log, labels);
        var hours = log.Windows.Select(w => w.Hour.Number).DefaultIfEmpty(0).ToArray();
        var trial = Trial.Of(traffic, (hours.Max() - hours.Min() + 24) / 24);
        var reading = Stopwatch.GetElapsedTime(started);
        return await work.ShowAsync(
                "Correlating",
                gauge => Task.FromResult(evaluation.Run(trial, traffic, reading, cancellationToken, gauge)),
                "runs"
            )
            .ConfigureAwait(false);
    }

    private static string Progress(TrialScore score) =>
        $"{score.Trial}: flagged {score.Campaign.Flagged} of {score.Campaign.Accounts} campaign and {score.AllInnocent.Flagged} of "
        + $"{score.AllInnocent.Accounts} innocent accounts ({score.AllInnocent.EverFlagged} ever), in "
        + $"{score.Cost.ReadSeconds + score.Cost.CorrelateSeconds:0} s";

    private static string Progress(Trial trial, Leak? worst) =>
        worst is null ? $"{trial}: no campaign" : $"{trial}: {worst.Feature} {worst.Rule}, F1 {worst.F1:0.000}";

    private static string Save(IReadOnlyList<RungFigures> figures, int every, string folder) =>
        Save(folder, "evaluation", EvaluationMarkdown.Of(figures, every), json => EvaluationJson.Write(json, figures, every));

    private static string Save(IReadOnlyList<LeakFigures> figures, string folder) =>
        Save(folder, "leaks", LeaksMarkdown.Of(figures), json => LeaksJson.Write(json, figures));

    private static string Save(string folder, string name, string text, Action<Stream> json)
    {
        ReportFiles.Write(folder, name, text, json);
        return text;
    }
}
