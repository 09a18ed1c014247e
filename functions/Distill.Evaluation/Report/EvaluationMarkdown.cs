using System.Text;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Scoring;
using Distill.Simulation.Prompts;
using Distill.Statistics;

namespace Distill.Evaluation.Report;

/// <summary>Writes an evaluation as Markdown tables.</summary>
public static class EvaluationMarkdown
{
    public static string Of(IReadOnlyList<RungFigures> rungs, int every)
    {
        var text = new StringBuilder();
        text.Append("# Evaluation\n\n");
        text.Append(
            $"""
            {Seeds(rungs)} A run every {(every == 1 ? "hour" : $"{every} hours")} of event time. Flagged means suspect or confirmed. Only
            accounts that made a call are counted. Shares are pooled over seeds. Each has Wilson's 95 % interval for as many independent accounts
            as the seeds show (design effect), because a campaign's accounts are found or missed together. In medians, "never" counts as longer
            than anything.

            """
        );
        Detection(text, rungs);
        OperationsMarkdown.Append(text, rungs);
        Ever(text, rungs);
        Baselines(text, rungs);
        Lookalikes(text, rungs);
        Replacements(text, rungs);
        NewcomersMarkdown.Append(text, rungs);
        Pivots(text, rungs);
        Cost(text, rungs);
        return text.ToString();
    }

    private static string Seeds(IReadOnlyList<RungFigures> rungs)
    {
        var seeds = rungs.SelectMany(r => r.Trials).Select(t => t.Trial.Size.Seed).Distinct().Order().ToArray();
        if (seeds is [Trial.FromOutside])
        {
            return "Labelled traffic from outside.";
        }

        var narrow = rungs.SelectMany(r => r.Trials).Any(t => t.Trial.Size.Stock == FramingStock.Narrow);
        return $"Simulated with seeds {string.Join(", ", seeds)}, with a {(narrow ? "narrow" : "wide")} stock of framings.";
    }

    private static void Detection(StringBuilder text, IReadOnlyList<RungFigures> rungs) =>
        MarkdownTable.Append(
            text,
            "At the end of the run",
            "Hours to flag count from an account's first campaign call, hours to first flag from the campaign's start. Calls that got out are "
                + "the campaign's calls before their account was flagged. B-cubed F1 scores the flagged clusters.",
            [
                "rung",
                "innocent x campaign",
                "precision",
                "recall",
                "false-positive rate",
                "innocents at watch",
                "hours to flag: median",
                "p90",
                "hours to first flag",
                "calls that got out",
                "B-cubed F1",
            ],
            rungs.Select(r =>
                new[]
                {
                    r.Rung,
                    r.Size,
                    $"{r.Precision}",
                    $"{r.Recall}",
                    Rate(r.FalsePositiveRate),
                    FigureFormat.Percent(r.Trials.Sum(t => t.AllInnocent.Watched), r.Trials.Sum(t => t.AllInnocent.Accounts)),
                    FigureFormat.Of(r.HoursToFlag(0.5)),
                    FigureFormat.Of(r.HoursToFlag(0.9)),
                    FigureFormat.Of(r.HoursToFirstFlag),
                    FigureFormat.Of(r.CallsBeforeFlag, "0.0 %"),
                    r.HasCampaign ? FigureFormat.Of(r.ClustersF1, "0.000") : "-",
                }
            )
        );

    private static void Ever(StringBuilder text, IReadOnlyList<RungFigures> rungs) =>
        MarkdownTable.Append(
            text,
            "Flagged at any time",
            "An innocent account that was flagged for an hour was harmed too.",
            ["rung", "innocent x campaign", "precision", "recall", "false-positive rate", "innocent accounts ever flagged"],
            rungs.Select(r =>
                new[]
                {
                    r.Rung,
                    r.Size,
                    $"{r.EverPrecision}",
                    $"{r.EverRecall}",
                    Rate(r.EverFalsePositiveRate),
                    FigureFormat.Of(r.Trials.Sum(t => t.AllInnocent.EverFlagged)),
                }
            )
        );

    private static void Baselines(StringBuilder text, IReadOnlyList<RungFigures> rungs)
    {
        var attacked = rungs.Where(r => r.HasCampaign).ToArray();
        if (attacked.Length == 0)
        {
            return;
        }

        var names = attacked[0].Baselines.Select(b => b.Name).ToArray();
        MarkdownTable.Append(
            text,
            "Beside plain methods",
            "F1 (precision / recall) on the same accounts at the end. Each plain method gets the setting and threshold with the best F1 on "
                + "this very data, which nobody can know in practice, so the comparison favours it. Distill has its defaults.",
            ["rung", "innocent x campaign", "Distill", .. names],
            attacked.Select(r =>
                new[] { r.Rung, r.Size, Scores(F1(r), r.Precision, r.Recall) }
                    .Concat(r.Baselines.Select(b => Scores(b.F1, b.Precision, b.Recall)))
                    .ToArray()
            )
        );
    }

    private static void Lookalikes(StringBuilder text, IReadOnlyList<RungFigures> rungs)
    {
        var kinds = RungFigures.KindsOf(rungs.SelectMany(r => r.Trials));
        MarkdownTable.Append(
            text,
            "False positives by kind of look-alike",
            "Over all rungs, sizes and seeds above.",
            ["kind", "accounts", "flagged at the end", "", "ever flagged", ""],
            kinds.Select(k =>
                new[]
                {
                    k.Key,
                    FigureFormat.Of(k.Value.Accounts),
                    FigureFormat.Of(k.Value.Flagged),
                    FigureFormat.Percent(k.Value.Flagged, k.Value.Accounts),
                    FigureFormat.Of(k.Value.EverFlagged),
                    FigureFormat.Percent(k.Value.EverFlagged, k.Value.Accounts),
                }
            )
        );
    }

    private static void Replacements(StringBuilder text, IReadOnlyList<RungFigures> rungs)
    {
        var replaced = rungs.Where(r => r.Replacements.Count > 0).ToArray();
        if (replaced.Length > 0)
        {
            MarkdownTable.Append(
                text,
                "Replacements of banned accounts",
                "From a replacement's first call until it is flagged in a cluster of an account that was banned before.",
                ["rung", "innocent x campaign", "replacements", "linked", "median hours", "median calls"],
                replaced.Select(r =>
                    new[]
                    {
                        r.Rung,
                        r.Size,
                        FigureFormat.Of(r.Replacements.Count),
                        FigureFormat.Of(r.Replacements.LongCount(d => double.IsFinite(d.Hours))),
                        FigureFormat.Of(Quantile.Median(r.Replacements.Select(d => d.Hours))),
                        FigureFormat.Of(Quantile.Median(r.Replacements.Select(d => d.Calls)), "0"),
                    }
                )
            );
        }
    }

    private static void Pivots(StringBuilder text, IReadOnlyList<RungFigures> rungs)
    {
        var launched = rungs.Where(r => r.Trials.Any(t => !double.IsNaN(t.HoursToPivot))).ToArray();
        if (launched.Length > 0)
        {
            MarkdownTable.Append(
                text,
                "The move to a new model",
                "From the launch of a model until a cluster of the campaign is reported to have moved to it more than others did.",
                ["rung", "innocent x campaign", "campaigns", "reported", "median hours", "longest"],
                launched.Select(r =>
                {
                    var hours = r.Trials.Select(t => t.HoursToPivot).Where(h => !double.IsNaN(h)).ToArray();
                    return new[]
                    {
                        r.Rung,
                        r.Size,
                        FigureFormat.Of(hours.Length),
                        FigureFormat.Of(hours.Count(double.IsFinite)),
                        FigureFormat.Of(Quantile.Median(hours)),
                        FigureFormat.Of(hours.Max()),
                    };
                })
            );
        }
    }

    private static void Cost(StringBuilder text, IReadOnlyList<RungFigures> rungs) =>
        MarkdownTable.Append(
            text,
            "Cost",
            "Means over seeds. Memory is the resident peak of the process, which trials that run at the same time share.",
            ["rung", "innocent x campaign", "calls", "runs", "simulate and parse, s", "correlate, s", "slowest run, s", "peak memory, MB"],
            rungs.Select(r =>
                new[]
                {
                    r.Rung,
                    r.Size,
                    FigureFormat.Of((long)r.Trials.Average(t => t.Cost.Calls)),
                    FigureFormat.Of(r.Trials.Average(t => t.Cost.Runs), "0"),
                    FigureFormat.Of(r.Trials.Average(t => t.Cost.ReadSeconds)),
                    FigureFormat.Of(r.Trials.Average(t => t.Cost.CorrelateSeconds)),
                    FigureFormat.Of(r.Trials.Max(t => t.Cost.SlowestRunSeconds), "0.00"),
                    FigureFormat.Of(r.Trials.Max(t => t.Cost.PeakBytes) / 1e6, "0"),
                }
            )
        );

    private static double F1(RungFigures rung) =>
        rung.Trials.Average(t => 2.0 * t.Campaign.Flagged / (t.Campaign.Flagged + t.AllInnocent.Flagged + t.Campaign.Accounts));

    private static string Scores(double f1, Proportion precision, Proportion recall) =>
        $"{FigureFormat.Of(f1, "0.000")} ({FigureFormat.Of(precision.Value, "0.000")} / {FigureFormat.Of(recall.Value, "0.000")})";

    // Three decimals are too few for a rate of a few in a million.
    private static string Rate(Proportion rate) => double.IsNaN(rate.Value) ? "-" : $"{rate.Value:0.00000} [{rate.Low:0.00000}, {rate.High:0.00000}]";
}
