using System.Text;
using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>Writes <c>audit.html</c>: one page that needs nothing else, for people who read no code and may have to stand by it in court.</summary>
internal static class AttributionPage
{
    // The rest is in audit.json.
    private const int MostCandidates = 50;

    public static void Write(Stream output, AttributionFindings findings) => output.Write(Encoding.UTF8.GetBytes(Page(findings).ToString()));

    private static Html Page(AttributionFindings findings) =>
        HtmlPage.Of(
            $"Audit of a suspect {What(findings)}",
            Html.Of(
                $"""
                {Summary(findings)}
                <h2>Which of the candidates</h2>
                {Candidates(findings)}
                {ChanceSection.Of(findings)}
                {MeaningSection.Of(findings)}
                {TransparencySection.Of(findings)}
                {MethodSection.Of(findings)}
                """
            )
        );

    private static Html Summary(AttributionFindings findings) =>
        Html.Of(
            $"""
            <p class="lead">{Finding(findings)}</p>
            <table>
            <tr><th>Chance of such a result for a {What(findings)} independent of our keyed text</th><td>at most {Chance.Text(
                findings.Result.LogP
            )} ({Chance.Odds(findings.Result.LogP)})</td></tr>
            <tr><th>What was required to speak of dependence</th><td>at most {Chance.Text(
                Math.Log(findings.Options.Alpha)
            )}, after correction for {findings.Tests} tests</td></tr>
            <tr><th>Samples read</th><td>{findings.Suspect.Rows.Count}</td></tr>
            <tr><th>Choices of wording in them</th><td>{findings.Result.Sites}, in {findings.Result.Cells} different contexts; each context counts once</td></tr>
            <tr><th>Unmarked control, the same tests</th><td>{(
                findings.ControlResult.P <= findings.Options.Alpha ? "accused: this audit must not be relied on" : "nothing found"
            )} (p {Chance.Text(findings.ControlResult.LogP)})</td></tr>
            <tr><th>Decoy keys accused</th><td>{findings.DecoysAccused} of {findings.Decoys.Count}</td></tr>
            </table>

            """
        );

    private static Html Finding(AttributionFindings findings)
    {
        var power = findings.Result.Power;
        return findings.IsShown
            ? Html.Of(
                $"The suspect {What(findings)} depends on text that we marked in epoch {findings.Epoch.Value}. Its wording agrees with "
                    + $"secret choices of ours, in places where two wordings mean the same, far beyond what chance allows."
            )
            : Html.Of(
                $"No dependence on text that we marked in epoch {findings.Epoch.Value} is shown. Had such text been {100 * power.Share:0.#} "
                    + $"% of what the suspect learned from, this sample would have shown it with a chance of {Math.Floor(100 * power.Power):0} %."
            );
    }

    private static Html Candidates(AttributionFindings findings)
    {
        if (findings.Result.Candidates.Count == 0)
        {
            return Html.Of($"<p>No candidates were given.</p>\n");
        }

        var named = findings.Named.Count();
        return Html.Of(
            $"""
            <p>{(
                named == 0
                    ? "None of the candidates is shown to be a source."
                    : $"Shown to be a source: {named} of {findings.Result.Candidates.Count}."
            )} Each candidate has secret choices of its
            own, in places that no other candidate shares; only those places decide here.</p>
            <table>
            <tr><th>Candidate</th><th>Kind</th><th class="n">Agreement (z)</th><th class="n">Contexts</th><th class="n">p, one test</th><th class="n">p, corrected</th><th></th></tr>
            {Row(findings, findings.Result.Provider, "all marked text of the epoch")}{findings.ByP.Take(MostCandidates).Select(c =>
                Row(findings, c, c.Id)
            )}</table>
            {(
                findings.Result.Candidates.Count > MostCandidates
                    ? Html.Of(
                        $"<p class=\"quiet\">The other {findings.Result.Candidates.Count - MostCandidates} candidates, none with a smaller p, are in <code>audit.json</code>.</p>\n"
                    )
                    : Html.Empty
            )}
            """
        );
    }

    private static Html Row(AttributionFindings findings, CandidateTest test, string name) =>
        Html.Of(
            $"""
            <tr><td><code>{name}</code></td><td>{test.Layer.ToString().ToLowerInvariant()}</td><td class="n">{test.Test.Z:0.00}</td><td class="n">{test.Test.Cells}</td><td class="n">{Chance.Text(
                test.Test.LogP
            )}</td><td class="n">{Chance.Text(test.LogCorrected)}</td><td>{(
                test.Corrected <= findings.Options.Alpha ? Html.Of($"<span class=\"level confirmed\">shown</span>") : Html.Empty
            )}</td></tr>

            """
        );

    /// <summary>What was audited, in a word.</summary>
    public static string What(AttributionFindings findings) => findings.FoundText ? "text" : "model";
}
