using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>The candidates, the surest first, and which of them are shown to be a source.</summary>
internal static class CandidatesSection
{
    // The rest is in audit.json.
    private const int MostCandidates = 50;

    public static Html Of(AttributionFindings findings)
    {
        var count = findings.Result.Candidates.Count;
        return count == 0
            ? Html.Of($"<p>No candidates were given.</p>\n")
            : Html.Of(
                $"""
                <p>{Named(findings)} Each candidate has secret choices of its own, in places that no other candidate shares. Only those places
                decide here.</p>
                <table>
                <tr>
                <th>Candidate</th><th>Kind</th><th class="n">Agreement (z)</th><th class="n">Contexts</th>
                <th class="n">p, one test</th><th class="n">p, corrected</th><th></th>
                </tr>
                {Row(findings, findings.Result.Provider, "all marked text of the epoch")}{findings.ByP.Take(MostCandidates).Select(c =>
                    Row(findings, c, c.Id)
                )}</table>
                {(
                    count > MostCandidates
                        ? Html.Of(
                            $"<p class=\"quiet\">The other {count - MostCandidates} are in <code>audit.json</code>. None has a smaller p.</p>\n"
                        )
                        : Html.Empty
                )}
                """
            );
    }

    private static string Named(AttributionFindings findings) =>
        findings.Named.Count() is > 0 and var named
            ? $"Shown to be a source: {named:N0} of {findings.Result.Candidates.Count:N0}."
            : "None of the candidates is shown to be a source.";

    private static Html Row(AttributionFindings findings, CandidateTest test, string name) =>
        Html.Of(
            $"""
            <tr>
            <td><code>{name}</code></td><td>{test.Layer.ToString().ToLowerInvariant()}</td>
            <td class="n">{test.Test.Z:0.00}</td><td class="n">{test.Test.Cells}</td>
            <td class="n">{Chance.Text(test.Test.LogP)}</td><td class="n">{Chance.Text(test.LogCorrected)}</td>
            <td>{(test.Corrected <= findings.Options.Alpha ? Html.Of($"<span class=\"level confirmed\">shown</span>") : Html.Empty)}</td>
            </tr>

            """
        );
}
