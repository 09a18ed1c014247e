using Distill.Cli.LogAudit.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.LogAudit.Report;

/// <summary>What the findings do not say.</summary>
internal static class CaveatsSection
{
    public static Html Of(LogAuditFindings findings) =>
        Html.Of(
            $"""
            <h2>What this does not mean</h2>
            <ul>
            <li>It is evidence that accounts act together, not of what their operator wants. From traffic alone nobody can prove that answers were
            used to train a model.</li>
            <li>It names accounts, not persons or companies. An account may be stolen, rented or resold without its holder's knowledge.</li>
            <li>A weight is the natural logarithm of how much likelier a finding is under coordination than among independent customers, by a
            stated model of chance; in the decision each family counts for no more than a cap, since such models are wrong in their far tails. It is not
            the probability that anybody did wrong.</li>
            <li>Other explanations stay possible: a benchmark, a load test, an integrator who works for many customers. They should be asked for
            before anything final is done.</li>
            <li>“Clear” means that nothing was found in these logs, within {findings.Options.LookbackHours} hours before each run. It is not a certificate.</li>
            <li>The logs were taken as they were given. Whether they are complete was not examined.</li>
            </ul>

            """
        );
}
