using System.Text;
using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>Writes <c>audit.html</c>: one page that needs nothing else, for people who read no code and may have to defend it in court.</summary>
internal static class AttributionPage
{
    public static void Write(Stream output, AttributionFindings findings) => output.Write(Encoding.UTF8.GetBytes(Page(findings).ToString()));

    private static Html Page(AttributionFindings findings) =>
        HtmlPage.Of(
            $"Attribution test of a suspect {findings.Kind}",
            Html.Of(
                $"""
                {Summary(findings)}
                <h2>Which of the candidates</h2>
                {CandidatesSection.Of(findings)}
                {ChanceSection.Of(findings)}
                {MeaningSection.Of(findings)}
                {TransparencySection.Of(findings)}
                {MethodSection.Of(findings)}
                """
            )
        );

    private static Html Shortfalls(AttributionFindings findings) =>
        Html.Join([.. findings.Shortfalls.Select(s => Html.Of($"<p class=\"lead\">These samples can't bear an answer. {s}</p>\n"))]);

    private static Html Summary(AttributionFindings findings) =>
        Html.Of(
            $"""
            {Shortfalls(findings)}<p class="lead">{Finding(findings)}</p>
            <table>
            {Row(
                $"Chance of such a result for a {findings.Kind} independent of our keyed text",
                $"at most {Chance.Text(findings.Result.LogP)} ({Chance.Odds(findings.Result.LogP)})"
            )}
            {Row(
                "Chance below which we speak of dependence",
                $"at most {Chance.Text(Math.Log(findings.Options.Alpha))}, after correction for {findings.Tests:N0} tests"
            )}
            {Row("Samples read", $"{findings.Suspect.Rows.Count:N0}")}
            {Row(
                "Choices of wording in them",
                $"{findings.Result.Sites:N0}, in {findings.Result.Cells:N0} different contexts; each context counts once"
            )}
            {Row("Unmarked control, the same tests", $"{Control(findings)} (p {Chance.Text(findings.ControlResult.LogP)})")}
            {Row("Decoy keys accused", $"{findings.DecoysAccused:N0} of {findings.Decoys.Count:N0}")}
            </table>

            """
        );

    private static Html Row(string what, string figure) => Html.Of($"<tr><th>{what}</th><td>{figure}</td></tr>");

    private static string Control(AttributionFindings findings) =>
        findings.ControlResult.P <= findings.Options.Alpha ? "accused: do not rely on this test" : "nothing found";

    private static Html Finding(AttributionFindings findings)
    {
        var power = findings.Result.Power;
        return findings.IsShown
            ? Html.Of(
                $"The suspect {findings.Kind} depends on text that we marked in epoch {findings.Epoch.Value}. Its wording agrees with secret "
                    + $"choices of ours, in places where two wordings mean the same, far more often than chance allows."
            )
            : Html.Of(
                $"The test does not show that the suspect depends on text that we marked in epoch {findings.Epoch.Value}. If such text had been "
                    + $"{100 * power.Share:0.#} % of what the suspect learned from, this sample would have shown it with a chance of "
                    + $"{Math.Floor(100 * power.Power):0} %."
            );
    }
}
