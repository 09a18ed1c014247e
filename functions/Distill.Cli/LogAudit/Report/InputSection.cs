using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Core.Events;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What was read and how, so that others can do it again.</summary>
internal static class InputSection
{
    public static Html Of(LogAuditFindings findings) =>
        Html.Of(
            $"""
            <h2>How this was made</h2>
            <p>The logs were replayed in the order of the events' own times; at the end of {findings.Runs.Count} hours everything seen in the
            {findings.Options.LookbackHours} hours before was correlated. The same files and options give the same findings, byte by byte. Prompts
            were reduced to numeric features while reading; no prompt text was kept.</p>
            <table>
            <tr><th>File</th></tr>
            {findings.Files.Select(f => Html.Of($"<tr><td><code>{f}</code></td></tr>\n"))}</table>
            {Lists(findings)}{Rejected(findings)}
            """
        );

    private static Html Lists(LogAuditFindings findings) =>
        findings.Lists.Count == 0
            ? Html.Of($"")
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
                <p>Lines that could not be read are listed in <code>rejects.jsonl</code>:</p>
                <table>
                <tr><th>Reason</th><th class="n">Lines</th></tr>
                {findings.Counts.Rejected.Select(r =>
                    Html.Of($"<tr><td>{r.Key.Name().Replace('_', ' ')}</td><td class=\"n\">{r.Value}</td></tr>\n")
                )}</table>

                """
            );
}
