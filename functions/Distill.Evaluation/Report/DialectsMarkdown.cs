using System.Text;
using Distill.Core.Events;
using Distill.Evaluation.Dialects;
using Distill.Evaluation.Labelled;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Report;

/// <summary>Writes what dialects cost as Markdown tables.</summary>
public static class DialectsMarkdown
{
    // Faults of fields that are named in a row, the most frequent first.
    private const int MostFaults = 3;

    public static string Of(IReadOnlyList<DialectCost> costs, IReadOnlyList<Trial> trials, int every)
    {
        var text = new StringBuilder();
        text.Append("# Dialects\n\n");
        text.Append(
            $"""
            Seeds {string.Join(", ", trials.Select(t => t.Size.Seed).Distinct().Order())}, {trials[0].Size.Days} days. A run
            {(every == 1 ? "every hour" : $"every {every} hours")} of event time. Each log is written in the dialect by the campaign alone, then by
            everybody. It is compared with the same log without the fields that the dialect loses, or with the plain log if it loses none. The
            recall may fall by at most {FigureFormat.Of(
                DialectCost.MaxRecallLoss,
                "0.00"
            )}, the precision not at all. Figures are those at the end. If
            nobody is flagged, the precision is 1.

            {OverLimit(costs)}

            """
        );
        foreach (var rung in costs.GroupBy(c => (c.Rung, c.Size)))
        {
            Rung(text, $"{rung.Key.Rung} {rung.Key.Size}", [.. rung]);
        }

        Meanings(text, [.. costs.Select(c => c.Dialect).DistinctBy(d => d.Name)]);
        return text.ToString();
    }

    /// <summary>Returns a line that names the dialects that cost more than the limits.</summary>
    public static string OverLimit(IReadOnlyList<DialectCost> costs)
    {
        var over = costs.Where(c => c.IsOverLimit).ToArray();
        return over.Length == 0
            ? "No dialect costs more than the limits."
            : $"{over.Length} of {costs.Count} cost more than the limits: "
                + $"{string.Join("; ", over.Select(c => $"{c.Dialect.Name} ({NameOf(c.Scope)}, {c.Rung} {c.Size})"))}.";
    }

    private static void Rung(StringBuilder text, string title, DialectCost[] costs)
    {
        var plain = costs[0].Plain;
        MarkdownTable.Append(
            text,
            title,
            $"The plain log: recall {Share(plain.Recall)}, precision {Share(plain.Precision)}, {Watched(plain)} innocent accounts at watch.",
            [
                "dialect",
                "written by",
                "compared with",
                "recall",
                "compared",
                "precision",
                "compared",
                "innocents at watch",
                "compared",
                "rejected events",
                "what the parser says",
                "over the limits",
            ],
            costs.Select(c =>
                new[]
                {
                    c.Dialect.Name,
                    NameOf(c.Scope),
                    c.Dialect.Reference?.Name ?? "plain",
                    Share(c.Spoken.Recall),
                    Share(c.Reference.Recall),
                    Share(c.Spoken.Precision),
                    Share(c.Reference.Precision),
                    Watched(c.Spoken),
                    Watched(c.Reference),
                    FigureFormat.Of(c.Spoken.Rejected),
                    Faults(c.Spoken.Faults),
                    c.IsOverLimit ? "**yes**" : "",
                }
            )
        );
    }

    private static void Meanings(StringBuilder text, Dialect[] dialects) =>
        MarkdownTable.Append(
            text,
            "The dialects",
            "What each does to an event.",
            ["dialect", "what it does", "fields lost"],
            dialects.Select(d => new[] { d.Name, d.Meaning, string.Join(", ", d.Loses) })
        );

    private static string Faults(FieldFaultCounts faults) =>
        string.Join(
            "; ",
            faults
                .All.OrderByDescending(f => f.Count)
                .ThenBy(f => f.Field)
                .Take(MostFaults)
                .Select(f => $"{f.Field.Name()} {f.Fault.Name().Replace('_', ' ')}: {FigureFormat.Of(f.Count)}")
        );

    private static string Share(double share) => FigureFormat.Of(share, "0.000");

    private static string Watched(DialectFindings findings) =>
        $"{FigureFormat.Of(findings.Watched)} ({FigureFormat.Of(findings.WatchedShare, "0.0 %")})";

    private static string NameOf(DialectScope scope) => scope == DialectScope.Campaign ? "campaign" : "everybody";
}
