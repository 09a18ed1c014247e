using System.Text;
using Distill.Evaluation.Leakage;
using Distill.Simulation.Leaks;

namespace Distill.Evaluation.Report;

/// <summary>Writes what the simulator gives away as Markdown tables.</summary>
public static class LeaksMarkdown
{
    public static string Of(IReadOnlyList<LeakFigures> rungs)
    {
        var text = new StringBuilder();
        text.Append("# Leaks\n\n");
        text.Append(
            "The best F1 at which one value of one field, or one statistic of an account with one threshold, finds the campaign's accounts: "
                + "the worst of all seeds.\n"
        );
        MarkdownTable.Append(
            text,
            "Best rule of each rung",
            $"Above {NamedConsequences.Limit} a rule must follow from what the operator is known to do.",
            ["rung", "innocent x campaign", "best rule", "F1", "best rule that is not the operator's known way", "F1"],
            rungs.Select(r => new[] { r.Rung, r.Size, Rule(r.Worst), F1(r.Worst), Rule(r.WorstUnnamed), F1(r.WorstUnnamed) })
        );
        MarkdownTable.Append(
            text,
            $"Rules above {NamedConsequences.Limit}",
            "Each with what the operator does that explains it.",
            ["rung", "innocent x campaign", "rule", "F1", "precision", "recall", "follows from"],
            rungs.SelectMany(r =>
                r.Large.Select(l =>
                    new[]
                    {
                        r.Rung,
                        r.Size,
                        Rule(l),
                        F1(l),
                        FigureFormat.Of(l.Precision, "0.000"),
                        FigureFormat.Of(l.Recall, "0.000"),
                        r.ReasonOf(l) ?? "**nothing named: the generator's mark**",
                    }
                )
            )
        );
        return text.ToString();
    }

    private static string Rule(Leak? leak) => leak is null ? "-" : $"{leak.Feature} {leak.Rule}";

    private static string F1(Leak? leak) => leak is null ? "-" : FigureFormat.Of(leak.F1, "0.000");
}
