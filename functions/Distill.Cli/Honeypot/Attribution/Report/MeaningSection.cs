using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>What the findings show, and what they do not show.</summary>
internal static class MeaningSection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>What this shows</h2>
            <p>We vary the text that we send out, in places where two wordings mean the same. A secret key decides like the toss of a coin
            whether “for example” or “for instance” stands after a given word. Nothing else has a part in that choice. A writer who never saw
            text marked with the key cannot know how the coins fell. Whatever its habits are, its wording agrees with the coins only as often
            as chance allows. The p-value bounds that chance: of all such tests of a {findings.Kind} independent of our keyed text, at most one
            in {1 / findings.Options.Alpha:N0} accuses it wrongly.</p>
            <h2>What this does not show</h2>
            <ul>
            <li>It is evidence of dependence on keyed text, not of guilt. It does not say who collected the text, how, or whether they were
            allowed to.</li>
            <li>Dependence may be indirect. Customers may publish the answers they get, and others may learn from those. A named cluster says
            whose answers the text was, not who passed them on.</li>
            <li>It names a cluster of accounts that were given one code, not a person or a company. Accounts may be stolen or resold.</li>
            <li>The p-value is not the probability that the suspect is innocent. It says how rarely an independent one would look like this.</li>
            <li>Finding nothing does not prove independence. Rewriting the text, choosing every known wording anew, or training long enough on
            other text erases the marks. What this sample could have shown is stated above.</li>
            <li>The result holds only if the key was secret, if it was fixed before the text was marked, and if the samples are the suspect's.
            The evidence chain below is about the key and the files. How the samples were obtained was not examined here.</li>
            </ul>

            """
        );
}
