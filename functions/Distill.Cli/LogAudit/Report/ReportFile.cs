using System.Text;
using Distill.Cli.LogAudit.Findings;
using Distill.Contracts.Verdicts;
using Distill.Reports.LogAudit;
using Distill.Reports.Rendering;
using Distill.Reports.Words;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Writes <c>report.html</c>: one page that needs nothing else, for people who read no code.</summary>
internal static class ReportFile
{
    public static async Task WriteAsync(Stream output, LogAuditFindings findings, CancellationToken cancellationToken)
    {
        var page = await PageText.RenderAsync<LogAuditPage>(ModelOf(findings)).ConfigureAwait(false);
        await output.WriteAsync(Encoding.UTF8.GetBytes(page), cancellationToken).ConfigureAwait(false);
    }

    private static LogAuditModel ModelOf(LogAuditFindings findings)
    {
        var clusters = new AuditedClusters(findings);
        var flagged = clusters.Flagged();
        return new LogAuditModel
        {
            Answer = findings.Flagged == 0 && findings.Shortfalls.Count > 0 ? null : Answer(findings, flagged.Count),
            Shortfalls = findings.Shortfalls,
            Figures = Figures(findings, flagged.Sum(c => c.Cluster.Calls)),
            Flagged = flagged,
            Cleared = clusters.Cleared(),
            Levels = [.. Enum.GetValues<VerdictLevel>().Reverse().Select(l => (l, (long)findings.CountOf(l)))],
            Quality = QualityTables.Of(findings.Quality),
            Method = MethodTables.Of(findings),
            LookbackHours = findings.Options.LookbackHours,
            Runs = findings.Runs.Count,
            Rule = new RuleFigures(findings.Options.EvidenceThreshold, findings.Options.EvidenceCap, findings.Options.SuspectThreshold),
        };
    }

    private static string Answer(LogAuditFindings findings, int clusters) =>
        findings.Flagged == 0
            ? "No account is flagged."
            : $"{Shown.Count(findings.Flagged, "account")} in {Shown.Count(clusters, "cluster")} acted together in ways that independent customers "
                + "do not. The evidence follows, cluster by cluster.";

    private static (string, string)[] Figures(LogAuditFindings findings, long callsOfFlagged) =>
        [
            ("Period of the calls", Period(findings)),
            ("Calls read", Shown.Number(findings.Counts.Calls)),
            ("Account facts read", Shown.Number(findings.Counts.Facts)),
            ("Lines that could not be read", Shown.Number(findings.Counts.RejectedInAll)),
            ("Records that are no calls to judge", Shown.Number(findings.Counts.Aside.Values.Sum())),
            ("Accounts named", Shown.Number(findings.Verdicts.Count)),
            ("Accounts flagged, suspect or confirmed", Shown.Number(findings.Flagged)),
            ("Calls of flagged clusters within the lookback", Shown.Number(callsOfFlagged)),
        ];

    private static string Period(LogAuditFindings findings) =>
        findings.Windows.Count == 0
            ? "no calls"
            : $"{Shown.Time(findings.Windows.Min(w => w.Hour).Start)} to {Shown.Time(findings.Windows.Max(w => w.Hour).End)} UTC";
}
