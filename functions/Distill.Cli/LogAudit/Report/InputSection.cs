using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Core.Events;
using Distill.Logs.Reading;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What was read and how, so that others can repeat it.</summary>
internal static class InputSection
{
    public static Html Of(LogAuditFindings findings) =>
        Html.Of(
            $"""
            <h2>How this was made</h2>
            <p>The logs were replayed in the order of the events' own times. At the end of {findings.Runs.Count} hours, all events of the
            {findings.Options.LookbackHours} hours before were correlated. The same files and options give the same findings, byte by byte. Prompts
            were reduced to numeric features while reading. No prompt text was kept.</p>
            <table>
            <tr><th>File</th><th>How it was read</th></tr>
            {findings.Files.Select(File)}</table>
            {Lists(findings)}{Rejected(findings)}
            """
        );

    private static Html File(ReadFile file) =>
        Html.Of($"<tr><td><code>{Path.GetFileName(file.File)}</code></td><td>{file.Problem ?? $"{file.Format} ({file.Layout})"}</td></tr>\n");

    private static Html Lists(LogAuditFindings findings) =>
        findings.Lists.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p>Networks and mail domains were looked up in these lists:</p>
                <table>
                <tr><th>List</th></tr>
                {findings.Lists.Select(f => Html.Of($"<tr><td><code>{f}</code></td></tr>\n"))}</table>

                """
            );

    private static Html Rejected(LogAuditFindings findings) =>
        findings.Counts.RejectedInAll == 0
            ? Html.Of($"<p>Every line could be read.</p>\n")
            : Html.Of(
                $"""
                <p>These lines could not be read. <code>rejects.jsonl</code> lists them:</p>
                <table>
                <tr><th>Reason</th><th class="n">Lines</th></tr>
                {findings.Counts.Rejected.Select(r =>
                    Html.Of($"<tr><td>{r.Key.Name().Replace('_', ' ')}</td><td class=\"n\">{r.Value}</td></tr>\n")
                )}</table>

                """
            );
}
