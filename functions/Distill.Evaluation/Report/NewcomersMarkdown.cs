using System.Text;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Report;

/// <summary>Writes what provisional verdicts did as a Markdown table.</summary>
internal static class NewcomersMarkdown
{
    public static void Append(StringBuilder text, IReadOnlyList<RungFigures> rungs) =>
        MarkdownTable.Append(
            text,
            "Newcomers between the runs",
            "Provisional verdicts on accounts whose calls match an operator of the last run. A run's marks count from 15 minutes after its hour, "
                + "a verdict from a minute after the call. Medians and calls that got out count what came first, a provisional verdict or a run's, "
                + "also 15 minutes after its hour.",
            [
                "rung",
                "innocent x campaign",
                "innocents ever accused",
                "campaign accounts",
                "confirmed",
                "withdrawn",
                "lapsed",
                "replacement: median minutes",
                "calls",
                "all accounts: median hours",
                "calls that got out",
            ],
            rungs.Select(r =>
                new[]
                {
                    r.Rung,
                    r.Size,
                    Innocents(r.Newcomers),
                    FigureFormat.Of(r.Newcomers.Campaign),
                    FigureFormat.Of(r.Newcomers.Ended(ProvisionalEnd.Confirmed)),
                    FigureFormat.Of(r.Newcomers.Ended(ProvisionalEnd.Withdrawn)),
                    FigureFormat.Of(r.Newcomers.Ended(ProvisionalEnd.Lapsed)),
                    FigureFormat.Of(60 * r.Newcomers.ReplacementHours),
                    FigureFormat.Of(r.Newcomers.ReplacementCalls, "0"),
                    FigureFormat.Of(r.Newcomers.HoursToFlag),
                    FigureFormat.Of(r.Newcomers.CallsBeforeFlag, "0.0 %"),
                }
            )
        );

    private static string Innocents(NewcomerFigures newcomers) =>
        newcomers.Innocent.Count == 0
            ? "0"
            : $"{newcomers.Innocent.Values.Sum()} ({string.Join(", ", newcomers.Innocent.Select(k => $"{k.Value} {k.Key}"))})";
}
