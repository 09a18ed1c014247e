using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What the findings do not mean.</summary>
internal static class CaveatsSection
{
    public static Html Of(LogAuditFindings findings) =>
        Html.Of(
            $"""
            <h2>What this does not mean</h2>
            <ul>
            <li>This is evidence that accounts act together, not of what their operator wants. Traffic alone cannot prove that answers were used to
            train a model.</li>
            <li>It names accounts, not persons or companies. An account may be stolen, rented or resold without its holder's knowledge.</li>
            <li>A weight is the natural logarithm of how much likelier a finding is under coordination than among independent customers, by a
            stated model of chance. In the decision no kind of evidence counts for more than a cap, because such models are wrong in their far
            tails. A weight is not the probability that anybody did wrong.</li>
            <li>Other explanations stay possible: a benchmark, a load test, an integrator who works for many customers. Ask for them before you
            do anything final.</li>
            <li>“Clear” means that nothing was found in these logs, within {findings.Options.LookbackHours} hours before each run. It is not a
            certificate.</li>
            <li>The logs were taken as given. Nobody examined whether they are complete.</li>
            </ul>

            """
        );
}
