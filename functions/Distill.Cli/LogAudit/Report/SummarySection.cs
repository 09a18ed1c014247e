using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Contracts.Verdicts;

namespace Distill.Cli.LogAudit.Report;

/// <summary>The findings in short.</summary>
internal static class SummarySection
{
    public static Html Of(LogAuditFindings findings)
    {
        var flagged = findings.Clusters.Where(c => c.Level >= VerdictLevel.Suspect).ToArray();
        return Html.Of(
            $"""
            {Shortfalls(findings)}{(findings.Flagged == 0 && findings.Shortfalls.Count > 0
                ? Html.Empty
                : Html.Of($"<p class=\"lead\">{Finding(findings.Flagged, flagged.Length)}</p>\n"))}
            <table>
            <tr><th>Period of the calls</th><td>{Period(findings)}</td></tr>
            <tr><th>Calls read</th><td>{findings.Counts.Calls}</td></tr>
            <tr><th>Account facts read</th><td>{findings.Counts.Facts}</td></tr>
            <tr><th>Lines that could not be read</th><td>{findings.Counts.RejectedInAll}</td></tr>
            <tr><th>Records that are no calls to judge</th><td>{findings.Counts.Aside.Values.Sum()}</td></tr>
            <tr><th>Accounts named</th><td>{findings.Verdicts.Count}</td></tr>
            <tr><th>Accounts flagged, suspect or confirmed</th><td>{findings.Flagged}</td></tr>
            <tr><th>Calls of flagged clusters within the lookback</th><td>{flagged.Sum(c => c.Calls)}</td></tr>
            </table>

            """
        );
    }

    private static Html Shortfalls(LogAuditFindings findings) =>
        findings.Shortfalls.Count == 0
            ? Html.Empty
            : Html.Of(
                $"""
                <p class="lead">These logs can't bear an answer: that nothing more was found means nothing.</p>
                <ul>
                {findings.Shortfalls.Select(s => Html.Of($"<li>{s}</li>\n"))}</ul>

                """
            );

    private static Html Finding(int accounts, int clusters) =>
        accounts == 0
            ? Html.Of($"No account is flagged.")
            : Html.Of(
                $"{accounts} account{(accounts == 1 ? "" : "s")} in {clusters} cluster{(clusters == 1 ? "" : "s")} acted together in ways "
                    + $"that independent customers do not. The evidence follows, cluster by cluster."
            );

    private static Html Period(LogAuditFindings findings) =>
        findings.Windows.Count == 0
            ? Html.Of($"no calls")
            : Html.Of($"{findings.Windows.Min(w => w.Hour).Start} to {findings.Windows.Max(w => w.Hour).End}");
}
