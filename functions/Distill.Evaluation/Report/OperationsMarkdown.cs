using System.Text;
using Distill.Evaluation.Scoring;

namespace Distill.Evaluation.Report;

/// <summary>The table of operations: how well they agree with operators, how many there are, and how early the first account is flagged.</summary>
internal static class OperationsMarkdown
{
    public static void Append(StringBuilder text, IReadOnlyList<RungFigures> rungs)
    {
        var attacked = rungs.Where(r => r.HasCampaign).ToArray();
        if (attacked.Length > 0)
        {
            MarkdownTable.Append(
                text,
                "Operations, and how early",
                "B-cubed scores the operations of flagged accounts; operators are the classes. Operations for 99 % are the fewest that hold as many "
                    + "of a campaign's flagged accounts, the most over seeds. Calls before the first flag are the campaign's calls before any of its "
                    + "accounts was flagged.",
                [
                    "rung",
                    "innocent x campaign",
                    "precision",
                    "recall",
                    "F1",
                    "clusters' F1",
                    "operations for 99 %",
                    "calls before the first flag",
                    "",
                ],
                attacked.Select(r =>
                    new[]
                    {
                        r.Rung,
                        r.Size,
                        FigureFormat.Of(r.OperationsPrecision, "0.000"),
                        FigureFormat.Of(r.OperationsRecall, "0.000"),
                        FigureFormat.Of(r.OperationsF1, "0.000"),
                        FigureFormat.Of(r.ClustersF1, "0.000"),
                        FigureFormat.Of(r.MainOperations),
                        FigureFormat.Of(r.Trials.Average(t => t.CallsBeforeFirstFlag), "0"),
                        FigureFormat.Of(r.CallsBeforeFirstFlag, "0.0 %"),
                    }
                )
            );
        }
    }
}
