using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>What chance does to the same sample, and what the sample could have shown.</summary>
internal static class ChanceSection
{
    private const double Bin = 0.25;
    private const int Height = 140;
    private const double Step = 14;

    public static Html Of(AttributionFindings findings) =>
        Html.Of(
            $"""
            <h2>What chance does</h2>
            <p>The same sample was held against {findings.Decoys.Count} decoy keys that never marked any text. Anybody can repeat this: they are derived from a public number. Their
            agreement is drawn below; {findings.Decoys.Count(d =>
                d.P < 0.01
            )} of them come out below p = 0.01 and the largest has z = {findings.Decoys.Max(d =>
                d.Z
            ):0.00}, where {findings.Result.NamingPower.CriticalZ:0.00} would
            have been needed. {Drawn(findings)}</p>
            {Chart(findings)}
            <h2>What this sample could have shown</h2>
            <table>
            <tr><th></th><th class="n">Chance to show a share of {100
                * findings.Options.PowerShare:0.#} %</th><th class="n">Smallest share shown with 80 %</th></tr>
            <tr><td>That the suspect depends on our text</td>{Power(findings.Result.Power)}</tr>
            <tr><td>Which cluster it came from</td>{Power(findings.Result.NamingPower)}</tr>
            </table>
            <p class="quiet">For a suspect that takes up the wording it is shown in proportion, and text marked at a rate of {findings.Options.MarkingRate:0.##}. A real model may take up less. A sample that could have shown
            little proves nothing by showing nothing.</p>

            """
        );

    private static Html Power(Distill.Honeypots.Attribution.PowerStatement power) =>
        Html.Of(
            $"""
            <td class="n">{Math.Floor(100 * power.Power):0} %</td><td class="n">{(
                power.Smallest <= 1 ? Html.Of($"{100 * power.Smallest:0.0} %") : Html.Of($"none")
            )}</td>
            """
        );

    private static Html Drawn(AttributionFindings findings) =>
        findings.Result.Candidates.Count == 0 ? Html.Empty : Html.Of($"The best candidate, marked red, has z = {findings.ByP.First().Test.Z:0.00}.");

    private static Html Chart(AttributionFindings findings)
    {
        var best = findings.Result.Candidates.Count == 0 ? findings.Result.Provider.Test.Z : findings.ByP.First().Test.Z;
        var bins = findings.Decoys.Select(d => (int)Math.Floor(d.Z / Bin)).Append(0).ToArray();
        var (first, last) = (bins.Min(), Math.Max(bins.Max(), (int)Math.Floor(Math.Clamp(best, -20, 20) / Bin)));
        var counts = bins.SkipLast(1).CountBy(b => b).ToDictionary();
        var tallest = Math.Max(1, counts.Values.Max());
        var width = (last - first + 1) * Step;
        var bars = counts.Select(b =>
            Html.Of(
                $"<rect x=\"{(b.Key - first) * Step:0.#}\" y=\"{Height - (Height * (double)b.Value / tallest):0.#}\" "
                    + $"width=\"{Step - 1:0.#}\" height=\"{Height * (double)b.Value / tallest:0.#}\" fill=\"#8aa4bd\"/>\n"
            )
        );
        var at = Math.Min(width - 2, ((Math.Clamp(best, -20, 20) / Bin) - first) * Step);
        var zero = -first * Step;
        return Html.Of(
            $"""
            <svg viewBox="-10 -6 {width + 20:0.#} {Height + 28}" role="img" aria-label="Agreement of the decoy keys and of the best candidate">
            {bars}<line x1="0" x2="{width:0.#}" y1="{Height}" y2="{Height}" stroke="#57606a"/>
            <line x1="{at:0.#}" x2="{at:0.#}" y1="0" y2="{Height}" stroke="#b62324" stroke-width="3"/>
            <text x="{zero:0.#}" y="{Height + 14}" text-anchor="middle">z = 0</text>
            <text x="{Math.Min(at, width - 30):0.#}" y="{Height + 14}" text-anchor="middle">{(best > 20 ? "beyond 20" : "candidate")}</text>
            </svg>

            """
        );
    }
}
