using System.Globalization;
using System.Text;
using Distill.Evaluation.Recovery;

namespace Distill.Evaluation.Report;

/// <summary>Writes what a thief can recover of prompts as a Markdown table.</summary>
public static class RecoveryMarkdown
{
    public static string Of(IReadOnlyList<RecoveryFigure> figures)
    {
        var text = new StringBuilder();
        MarkdownTable.Append(
            text,
            "Recovery of words 7 to 12",
            "The thief knows the first six words, and a dictionary with all words sought. Wrong: other words fit by chance.",
            ["from", "has the key", "prompts", "recovered", "wrong"],
            figures.Select(f => new[] { f.Place, f.Key, Count(f.Prompts), Count(f.Recovered), Count(f.Wrong) })
        );
        return text.ToString();
    }

    private static string Count(int count) => count.ToString("N0", CultureInfo.InvariantCulture);
}
