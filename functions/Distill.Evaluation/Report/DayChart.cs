using System.Text;

namespace Distill.Evaluation.Report;

/// <summary>Draws curves by day as an SVG file that can be read on a light and on a dark page.</summary>
internal static class DayChart
{
    private const int Width = 720,
        Height = 260,
        Left = 64,
        Right = 24,
        Top = 34,
        Bottom = 30,
        Lines = 4,
        LabelledDays = 9;

    private const string Style = """
        <style>
        text{font:12px system-ui,sans-serif;fill:#57606a}
        .grid{stroke:#8b949e;stroke-opacity:.35}
        polyline,.key{fill:none;stroke-width:2.5}
        .c0{stroke:#8b949e}.c1{stroke:#0969da}.c2{stroke:#cf222e}
        @media (prefers-color-scheme:dark){text{fill:#9198a1}.c1{stroke:#4493f8}.c2{stroke:#f85149}}
        </style>
        """;

    /// <summary>Draws up to three curves. A day without a value leaves a gap.</summary>
    /// <param name="title">What the chart shows, for those who can't see it.</param>
    /// <param name="curves">Their names, and a value for each day. A value that is no number, or infinite, is none.</param>
    public static string Of(string title, params (string Name, IReadOnlyList<double> Values)[] curves)
    {
        var days = curves.Max(c => c.Values.Count);
        var top = Step(curves.SelectMany(c => c.Values).Where(double.IsFinite).DefaultIfEmpty(1).Max()) * Lines;
        double X(int day) => Left + ((Width - Left - Right) * day / (double)Math.Max(1, days - 1));
        double Y(double value) => Height - Bottom - ((Height - Top - Bottom) * value / top);

        var svg = new StringBuilder();
        Line($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{title}\">");
        svg.Append(Style.ReplaceLineEndings("\n")).Append('\n');
        for (var i = 0; i <= Lines; i++)
        {
            var (value, y) = (top * i / Lines, Y(top * i / Lines));
            Line($"<line class=\"grid\" x1=\"{Left}\" x2=\"{Width - Right}\" y1=\"{y:0.#}\" y2=\"{y:0.#}\"/>");
            Line($"<text x=\"{Left - 6}\" y=\"{y + 4:0.#}\" text-anchor=\"end\">{value:#,0.##}</text>");
        }

        for (var day = 0; day < days; day += Math.Max(1, days / LabelledDays))
        {
            Line($"<text x=\"{X(day):0.#}\" y=\"{Height - 10}\" text-anchor=\"middle\">day {day + 1}</text>");
        }

        var at = Left;
        for (var c = 0; c < curves.Length; c++)
        {
            Line(
                $"<line class=\"key c{c}\" x1=\"{at}\" x2=\"{at + 18}\" y1=\"12\" y2=\"12\"/><text x=\"{at + 24}\" y=\"16\">{curves[c].Name}</text>"
            );
            at += 48 + (7 * curves[c].Name.Length);
            foreach (var run in Runs(curves[c].Values))
            {
                Line($"<polyline class=\"c{c}\" points=\"{string.Join(' ', run.Select(p => Point(X(p.Day), Y(p.Value))))}\"/>");
            }
        }

        svg.Append("</svg>\n");
        return svg.ToString();

        void Line(FormattableString line) => svg.Append(FormattableString.Invariant(line)).Append('\n');
    }

    private static string Point(double x, double y) => FormattableString.Invariant($"{x:0.#},{y:0.#}");

    // Runs of days that have a value.
    private static IEnumerable<List<(int Day, double Value)>> Runs(IReadOnlyList<double> values)
    {
        var run = new List<(int, double)>();
        for (var day = 0; day <= values.Count; day++)
        {
            if (day < values.Count && double.IsFinite(values[day]))
            {
                run.Add((day, values[day]));
            }
            else if (run.Count > 0)
            {
                yield return run;
                run = [];
            }
        }
    }

    // The distance of two grid lines: 1, 2, 2.5 or 5 times a power of ten, so that all values lie below the last line.
    private static double Step(double most)
    {
        var raw = Math.Max(most, 1) / Lines;
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return power * ((double[])[1, 2, 2.5, 5, 10]).First(f => f * power >= raw);
    }
}
