using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;
using Distill.Honeypots.Attribution;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>What chance does to the same sample, and what the sample could have shown.</summary>
internal static class ChanceSection
{
    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>What chance does</h2>
            <p>The same sample was tested against {findings.Decoys.Count} decoy keys that never marked any text. They are derived from a public
            number, so anybody can repeat this. The chart shows how far the sample agrees with each. {findings.Decoys.Count(d => d.P < 0.01)} of
            them come out below p = 0.01, and the largest has z = {findings.Decoys.Max(d => d.Z):0.00}. An accusation would have needed
            z = {findings.Result.NamingPower.CriticalZ:0.00}. {Drawn(findings)}</p>
            {DecoyChart.Of(findings)}
            <h2>What this sample could have shown</h2>
            <table>
            <tr>
            <th></th>
            <th class="n">Chance to show a share of {100 * findings.Options.PowerShare:0.#} %</th>
            <th class="n">Smallest share shown with 80 %</th>
            </tr>
            <tr><td>That the suspect depends on our text</td>{Power(findings.Result.Power)}</tr>
            <tr><td>Which cluster it came from</td>{Power(findings.Result.NamingPower)}</tr>
            </table>
            <p class="quiet">This is for a suspect that takes up each wording as often as it is shown, and for text marked at a rate of
            {findings.Options.MarkingRate:0.##}. A real model may take up less. If the sample could have shown little, finding nothing in it proves
            nothing.</p>

            """
        );

    private static Html Power(PowerStatement power) =>
        Html.Of(
            $"""
            <td class="n">{Math.Floor(100 * power.Power):0} %</td><td class="n">{(
                power.Smallest <= 1 ? Html.Of($"{100 * power.Smallest:0.0} %") : Html.Of($"none")
            )}</td>
            """
        );

    private static Html Drawn(AttributionFindings findings) =>
        findings.Result.Candidates.Count == 0 ? Html.Empty : Html.Of($"The best candidate, marked red, has z = {findings.ByP.First().Test.Z:0.00}.");
}
