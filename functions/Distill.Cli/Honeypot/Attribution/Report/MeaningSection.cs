using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>What the findings say, and what they do not.</summary>
internal static class MeaningSection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>What this shows</h2>
            <p>Text that we send out is varied, in places where two wordings mean the same, by a secret key: whether “for example” or “for instance” stands after a given word is decided by the key
            like the toss of a coin, and by nothing else. A writer who never saw text marked with that key cannot know how the coins fell; its wording agrees with them no more than chance has it,
            whatever its habits are. The p-value bounds that chance: a {AttributionPage.What(
                findings
            )} independent of our keyed text is accused wrongly at most once in {1 / findings.Options.Alpha:N0} such audits.</p>
            <h2>What this does not show</h2>
            <ul>
            <li>It is evidence of dependence on keyed text, not of guilt. It does not say who collected the text, how, or whether they were allowed to.</li>
            <li>Dependence may be indirect: customers may publish what they are answered, and others may learn from that. A named cluster says whose answers the text was, not who passed them on.</li>
            <li>It names a cluster of accounts that were given one code, not a person or a company. Accounts may be stolen or resold.</li>
            <li>The p-value is not the probability that the suspect is innocent. It is how rarely an independent one would look like this.</li>
            <li>Nothing found is no proof of independence: who rewrites the text, sets every known choice anew or trains long enough on other text erases the marks. What this sample could have shown is stated above.</li>
            <li>It stands on the key having been secret and fixed before the text was marked, and on the samples being the suspect's. The evidence chain below is for that; how the samples were obtained was not examined here.</li>
            </ul>

            """
        );
}
