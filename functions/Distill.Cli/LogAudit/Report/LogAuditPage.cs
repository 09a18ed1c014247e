using System.Text;
using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;
using Distill.Core.Clusters;

namespace Distill.Cli.LogAudit.Report;

/// <summary>Writes <c>report.html</c>: one page that needs nothing else, for people who read no code.</summary>
internal static class LogAuditPage
{
    public static void Write(Stream output, LogAuditFindings findings) => output.Write(Encoding.UTF8.GetBytes(Page(findings).ToString()));

    private static Html Page(LogAuditFindings findings) =>
        HtmlPage.Of(
            "Log audit",
            Html.Of(
                $"""
                {SummarySection.Of(findings)}
                <h2>What was found, and why</h2>
                {Clusters(findings)}
                {SparedSection.Of(findings)}
                {CaveatsSection.Of(findings)}
                {QualitySection.Of(findings.Quality)}
                {InputSection.Of(findings)}
                """
            )
        );

    private static Html Clusters(LogAuditFindings findings)
    {
        if (findings.Clusters.Count == 0)
        {
            return Html.Of($"<p>No group of accounts was found that acts together more than chance explains.</p>\n");
        }

        var charts = new ActivityChart(findings.Windows);
        var verdicts = findings.Verdicts.ToLookup(v => v.Cluster);
        return Html.Join(
            findings
                .Operations.SelectMany(o => o.Clusters.Select(Section).Prepend(OperationSection.Of(o)))
                .Concat(findings.LooseClusters.Select(Section))
        );

        Html Section(Cluster cluster) => ClusterSection.Of(cluster, [.. verdicts[cluster.Id]], charts);
    }
}
