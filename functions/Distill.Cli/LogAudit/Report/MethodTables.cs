using Distill.Cli.LogAudit.Findings;
using Distill.Core.Events;
using Distill.Reports.LogAudit;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What was read and how, so that others can repeat it.</summary>
internal static class MethodTables
{
    public static IReadOnlyList<PlainTableModel> Of(LogAuditFindings findings) =>
        [
            new PlainTableModel(
                "These files were read:",
                ["File", "How it was read"],
                [.. findings.Files.Select(f => new object[] { Path.GetFileName(f.File), f.Problem ?? $"{f.Format} ({f.Layout})" })]
            ),
            .. findings.Lists.Count == 0
                ? Array.Empty<PlainTableModel>()
                :
                [
                    new PlainTableModel(
                        "Networks and mail domains were looked up in these lists:",
                        ["List"],
                        [.. findings.Lists.Select(l => new object[] { l })]
                    ),
                ],
            findings.Counts.RejectedInAll == 0
                ? PlainTableModel.Sentence("Every line could be read.")
                : new PlainTableModel(
                    "These lines could not be read. rejects.jsonl lists them:",
                    ["Reason", "Lines"],
                    [.. findings.Counts.Rejected.Select(r => new object[] { Shown.Words(r.Key.Name()), r.Value })]
                ),
        ];
}
