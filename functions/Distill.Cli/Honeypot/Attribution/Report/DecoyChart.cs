using Distill.Cli.Honeypot.Attribution.Findings;
using Distill.Cli.Pages;

namespace Distill.Cli.Honeypot.Attribution.Report;

/// <summary>How far the sample agrees with the decoy keys, as bars in inline SVG; a red line marks the best candidate.</summary>
internal static class DecoyChart
{
    private const double Bin = 0.25;
    private const int Height = 140;
    private const double Step = 14;

    // A candidate further out is drawn at the edge.
    private const double FurthestZ = 20;

    public static Html Of(AttributionFindings findings)
    {
        var best = findings.Result.Candidates.Count == 0 ? findings.Result.Provider.Test.Z : findings.ByP.First().Test.Z;
        var drawn = Math.Clamp(best, -FurthestZ, FurthestZ);
        var bins = findings.Decoys.Select(d => (int)Math.Floor(d.Z / Bin)).Append(0).ToArray();
        var (first, last) = (bins.Min(), Math.Max(bins.Max(), (int)Math.Floor(drawn / Bin)));
        var counts = bins.SkipLast(1).CountBy(b => b).ToDictionary();
        var tallest = Math.Max(1, counts.Values.Max());
        var width = (last - first + 1) * Step;
        var bars = counts.Select(b => Bar((b.Key - first) * Step, Height * (double)b.Value / tallest));
        var at = Math.Min(width - 2, ((drawn / Bin) - first) * Step);
        var zero = -first * Step;
        return Html.Of(
            $"""
            <svg viewBox="-10 -6 {width + 20:0.#} {Height + 28}" role="img" aria-label="Agreement of the decoy keys and of the best candidate">
            {bars}<line x1="0" x2="{width:0.#}" y1="{Height}" y2="{Height}" stroke="#57606a"/>
            <line x1="{at:0.#}" x2="{at:0.#}" y1="0" y2="{Height}" stroke="#b62324" stroke-width="3"/>
            <text x="{zero:0.#}" y="{Height + 14}" text-anchor="middle">z = 0</text>
            <text x="{Math.Min(at, width - 30):0.#}" y="{Height + 14}" text-anchor="middle">{(best > FurthestZ ? "beyond 20" : "candidate")}</text>
            </svg>

            """
        );
    }

    private static Html Bar(double x, double height) =>
        Html.Of($"<rect x=\"{x:0.#}\" y=\"{Height - height:0.#}\" width=\"{Step - 1:0.#}\" height=\"{height:0.#}\" fill=\"#8aa4bd\"/>\n");
}
